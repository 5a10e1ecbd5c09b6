package io.spiffeaws.sandbox.aws.policy;

import java.util.List;

/// A parsed and valid policy. Immutable.
public final class PolicyDocument {
  private final List<Statement> statements;

  PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /// Parses a trust policy.
  ///
  /// @throws MalformedPolicy if IAM would reject it as a role's trust policy
  public static PolicyDocument trust(String json) {
    return new PolicyReader(new TrustRules()).read(json);
  }

  /// Parses a permissions policy.
  ///
  /// @throws MalformedPolicy if IAM would reject it as a permissions policy
  public static PolicyDocument permissions(String json) {
    return new PolicyReader(new PermissionRules()).read(json);
  }

  /// Parses the policy of a bucket.
  ///
  /// @throws MalformedPolicy if S3 would reject it
  public static PolicyDocument bucket(String bucket, String json) {
    return new PolicyReader(new BucketRules(bucket)).read(json);
  }

  /// Evaluates all documents together. A Deny in any of them overrides.
  public static Verdict decide(List<PolicyDocument> documents, AccessRequest request) {
    var applying =
        documents.stream()
            .flatMap(document -> document.statements.stream())
            .filter(statement -> statement.applies(request))
            .toList();
    if (applying.isEmpty()) {
      return Verdict.UNDECIDED;
    }
    return applying.stream().allMatch(Statement::allow) ? Verdict.ALLOWED : Verdict.DENIED;
  }

  public Verdict decide(AccessRequest request) {
    return decide(List.of(this), request);
  }

  /// Returns whether a bucket's policy allows something to everyone.
  public boolean isPublic() {
    return statements.stream().anyMatch(Statement::isPublic);
  }

  /// Returns the ARNs and names that the statements contain as principals of a type.
  public List<String> principals(String kind) {
    return statements.stream()
        .flatMap(statement -> statement.principals().getOrDefault(kind, List.of()).stream())
        .toList();
  }

  /// Returns the size that counts for quotas. IAM does not count white space, neither outside of
  /// strings nor inside.
  public static int size(String json) {
    return (int) json.chars().filter(character -> !Character.isWhitespace(character)).count();
  }
}
