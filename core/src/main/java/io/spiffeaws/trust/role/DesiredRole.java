package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.NewRole;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.TrustWay;
import java.time.Duration;
import java.util.ArrayList;
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
/// @param ways the provider or the trust anchor by which the subjects may assume it, or both
/// @param trust the trust policy of the role when it is created
/// @param attached ARNs of managed policies
/// @param inline documents by name, including those for S3 access
public record DesiredRole(
    RoleName name,
    List<TrustWay> ways,
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
  public DesiredRole {
    ways = List.copyOf(ways);
  }

  /// An ID that no issuer has: the top-level domain is reserved (RFC 2606).
  private static final Subject NO_SUBJECT = new Subject("spiffe://placeholder.invalid/none");

  /// Resolves a request for tokens.
  ///
  /// @param provider the provider of the issuer
  public static DesiredRole of(CreateRole.Request request, ProviderArn provider) {
    return of(request, Optional.of(provider));
  }

  /// Resolves a request.
  ///
  /// @param provider the provider of the issuer; empty if the request has none
  static DesiredRole of(CreateRole.Request request, Optional<ProviderArn> provider) {
    var ways = new ArrayList<TrustWay>();
    provider
        .map(arn -> new TrustWay.Tokens(new ProviderAudience(arn, request.audience())))
        .ifPresent(ways::add);
    request.anchor().map(TrustWay.Certificates::new).ifPresent(ways::add);
    var partition = ways.getFirst().partition();
    return new DesiredRole(
        request.role().name(),
        ways,
        request.subjects(),
        trust(ways, request.subjects(), request.sessionTags()),
        request.policies().stream().map(policy -> arn(policy, partition)).distinct().toList(),
        inline(request, partition),
        request.maxSession(),
        request.path(),
        request.boundary(),
        request.tags(),
        request.sessionTags(),
        request.exact(),
        request.adopt());
  }

  /// The OIDC provider; empty if tokens may not assume the role.
  public Optional<ProviderArn> provider() {
    return ways.stream()
        .flatMap(way -> way instanceof TrustWay.Tokens tokens ? Stream.of(tokens) : Stream.empty())
        .map(TrustWay.Tokens::provider)
        .findFirst();
  }

  /// The trust anchor; empty if certificates may not assume the role.
  public Optional<RolesAnywhereArn> anchor() {
    return ways.stream()
        .flatMap(way -> way instanceof TrustWay.Certificates one ? Stream.of(one) : Stream.empty())
        .map(TrustWay.Certificates::anchor)
        .findFirst();
  }

  /// A policy that allows the subjects in each of the ways.
  private static TrustPolicy trust(
      List<TrustWay> ways, List<Subject> subjects, boolean sessionTags) {
    var trust = TrustPolicy.empty();
    for (var way : ways) {
      for (var statement : taggable(way, way.policy(subjects), sessionTags).statements()) {
        trust = trust.plus(statement.document());
      }
    }
    return trust;
  }

  /// The policy with session tags allowed in tokens, if requested.
  private static TrustPolicy taggable(TrustWay way, TrustPolicy policy, boolean sessionTags) {
    return sessionTags && way instanceof TrustWay.Tokens tokens
        ? SessionTagging.allow(policy, tokens.provider())
        : policy;
  }

  /// The policy with session tags allowed in tokens, if requested.
  TrustPolicy taggable(TrustPolicy policy) {
    var taggable = policy;
    for (var way : ways) {
      taggable = taggable(way, taggable, sessionTags);
    }
    return taggable;
  }

  /// ARNs of all managed policies that the role needs, including its permissions boundary.
  public List<String> policies() {
    return Stream.concat(attached.stream(), boundary.stream()).distinct().toList();
  }

  /// Returns the same role with another trust policy when it is created.
  public DesiredRole withTrust(TrustPolicy other) {
    return new DesiredRole(
        name,
        ways,
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
    var within = TrustPolicy.empty();
    for (var way : ways) {
      var both =
          subjects.stream()
              .filter(subject -> !subject.pattern())
              .filter(subject -> way.decide(other, subject).allowed())
              .toList();
      if (!both.isEmpty()) {
        for (var statement : trust(List.of(way), both, sessionTags).statements()) {
          within = within.plus(statement.document());
        }
      }
    }
    return within.grantsNothing() ? ways.getFirst().policy(List.of(NO_SUBJECT)) : within;
  }

  private static String arn(String policy, String partition) {
    if (policy.startsWith("arn:")) {
      RoleSettingRules.checkPolicyArn(policy);
      return policy;
    }
    if (!policy.matches("[A-Za-z0-9_+=,.@/-]{1,128}")) {
      throw ProblemException.malformed(
          "malformed-policy",
          "\"" + policy + "\" is neither the ARN nor the name of a managed policy",
          "write it as arn:aws:iam::ACCOUNT:policy/NAME, or as AmazonS3ReadOnlyAccess");
    }
    return "arn:" + partition + ":iam::aws:policy/" + policy;
  }

  private static Map<String, String> inline(CreateRole.Request request, String partition) {
    var inline = new LinkedHashMap<String, String>(new TreeMap<>(request.inlinePolicies()));
    request.s3().forEach(access -> inline.put(access.policyName(), access.policy(partition)));
    return inline;
  }
}
