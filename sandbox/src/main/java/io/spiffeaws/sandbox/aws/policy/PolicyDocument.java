package io.spiffeaws.sandbox.aws.policy;

import java.util.List;

/// A policy that was read and found valid. Immutable.
public final class PolicyDocument {
  private final List<Statement> statements;

  PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /// @throws MalformedPolicy where IAM would not store it as a role's trust policy
  public static PolicyDocument trust(String json) {
    return new PolicyReader(new TrustRules()).read(json);
  }

  /// @throws MalformedPolicy where IAM would not store it as a permissions policy
  public static PolicyDocument permissions(String json) {
    return new PolicyReader(new PermissionRules()).read(json);
  }

  /// What all these documents say together: a Deny anywhere wins.
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

  /// The ARNs and names that the statements give as principals of a kind.
  public List<String> principals(String kind) {
    return statements.stream()
        .flatMap(statement -> statement.principals().getOrDefault(kind, List.of()).stream())
        .toList();
  }

  /// The length that counts against quotas: white space outside of strings does not count in IAM,
  /// nor does it within.
  public static int size(String json) {
    return (int) json.chars().filter(character -> !Character.isWhitespace(character)).count();
  }
}
