package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.NewRole;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The desired state of a role, with all ARNs, documents and the trust policy resolved.
///
/// @param trust the trust policy of the role when it is created
/// @param attached ARNs of managed policies
/// @param inline documents by name, including those for S3 access
public record DesiredRole(
    RoleName name,
    ProviderAudience target,
    List<Subject> subjects,
    TrustPolicy trust,
    List<String> attached,
    Map<String, String> inline,
    Optional<Duration> maxSession,
    Optional<String> path,
    Optional<String> boundary,
    Map<String, String> tags,
    boolean sessionTags,
    boolean exact,
    boolean adopt) {
  /// An ID that no issuer has: the top-level domain is reserved (RFC 2606).
  private static final Subject NO_SUBJECT = new Subject("spiffe://nobody.invalid/none");

  /// Resolves a request.
  ///
  /// @param provider the provider of the issuer
  public static DesiredRole of(CreateRole.Request request, ProviderArn provider) {
    var audience = request.audience().orElse(ProviderAudience.DEFAULT_AUDIENCE);
    var trust = NewTrustPolicy.of(provider, audience, request.subjects());
    return new DesiredRole(
        request.role().name(),
        new ProviderAudience(provider, request.audience()),
        request.subjects(),
        request.sessionTags() ? SessionTagging.allow(trust, provider) : trust,
        request.policies().stream().map(policy -> arn(policy, provider)).distinct().toList(),
        inline(request, provider.partition()),
        request.maxSession(),
        request.path(),
        request.boundary(),
        request.tags(),
        request.sessionTags(),
        request.exact(),
        request.adopt());
  }

  /// ARNs of all managed policies that the role needs, including its permissions boundary.
  public List<String> policies() {
    return Stream.concat(attached.stream(), boundary.stream()).distinct().toList();
  }

  /// Returns the same role with another trust policy when it is created.
  public DesiredRole withTrust(TrustPolicy other) {
    return new DesiredRole(
        name,
        target,
        subjects,
        other,
        attached,
        inline,
        maxSession,
        path,
        boundary,
        tags,
        sessionTags,
        exact,
        adopt);
  }

  /// The role to create.
  public NewRole newRole() {
    return new NewRole(name.text(), trust, path, maxSession, boundary, allTags(), Optional.empty());
  }

  /// The role's tags and the tag of this tool.
  public Map<String, String> allTags() {
    return CreateRole.marked(tags);
  }

  /// The role's policies.
  public RolePolicies rolePolicies() {
    var documents = new HashMap<String, Json>();
    inline.forEach((policy, text) ->
        documents.put(policy, JsonText.parse(text, "the inline policy " + policy)));
    return RolePolicies.of(new HashSet<>(attached), documents);
  }

  /// Returns the trust policy, restricted to the IDs that another policy certainly allows too. IAM
  /// accepts no policy without a statement. If there is no such ID, the policy allows an ID that no
  /// issuer has.
  public TrustPolicy trustWithin(TrustPolicy other) {
    var aud = target.audience().orElse(ProviderAudience.DEFAULT_AUDIENCE);
    var both =
        subjects.stream()
            .filter(subject -> !subject.pattern())
            .filter(subject -> TrustDecision.decide(other, target.identity(subject, aud)).allowed())
            .toList();
    var restricted =
        NewTrustPolicy.of(target.provider(), aud, both.isEmpty() ? List.of(NO_SUBJECT) : both);
    return sessionTags && !both.isEmpty()
        ? SessionTagging.allow(restricted, target.provider())
        : restricted;
  }

  private static String arn(String policy, ProviderArn provider) {
    if (policy.startsWith("arn:")) {
      CreateRole.checkPolicyArn(policy);
      return policy;
    }
    if (!policy.matches("[A-Za-z0-9_+=,.@/-]{1,128}")) {
      throw ProblemException.malformed(
          "malformed-policy",
          "\"" + policy + "\" is neither the ARN nor the name of a managed policy",
          "write it as arn:aws:iam::ACCOUNT:policy/NAME, or as AmazonS3ReadOnlyAccess");
    }
    return "arn:" + provider.partition() + ":iam::aws:policy/" + policy;
  }

  private static Map<String, String> inline(CreateRole.Request request, String partition) {
    var inline = new LinkedHashMap<String, String>(new TreeMap<>(request.inlinePolicies()));
    request.s3().forEach(access -> inline.put(access.policyName(), access.policy(partition)));
    return inline;
  }
}
