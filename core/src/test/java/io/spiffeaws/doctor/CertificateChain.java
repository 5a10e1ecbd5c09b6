package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.EndpointProbe;
import io.spiffeaws.rolesanywhere.ExchangeCertificate;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.SvidReview;
import io.spiffeaws.rolesanywhere.Vector;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchors;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfiles;
import io.spiffeaws.s3.FakeAccessPolicies;
import io.spiffeaws.s3.FakeObjectStore;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.X509Svid;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chain from the agent to AWS by IAM Roles Anywhere, without faults at first.
final class CertificateChain {
  static final RolesAnywhereTarget TARGET = Vector.target();
  static final String ROLE = "arn:aws:iam::123456789012:role/s3-app";

  Clock clock = Clock.fixed(Vector.NOW, ZoneOffset.UTC);
  X509Svid svid;
  boolean fromFile;
  @Nullable Problem endpointProblem;
  @Nullable Problem agentProblem;
  @Nullable Problem readProblem;
  @Nullable Problem refusal;
  Optional<Instant> time = Optional.of(Vector.NOW);
  List<TrustAnchor> anchors;
  List<RolesAnywhereProfile> profiles;
  FakeRoles roles;
  RolesAnywhereTarget target = TARGET;
  Optional<String> sessionName = Optional.empty();
  Duration duration = Duration.ofHours(1);
  Optional<String> role = Optional.of(ROLE);
  Map<String, String> tags = Map.of(Role.MANAGED_TAG, Role.MANAGED_VALUE);

  CertificateChain(X509Svid svid) {
    this.svid = svid;
    anchors = List.of(anchor(true, svid.bundle()));
    profiles = List.of(profile(true, List.of(ROLE), Duration.ofHours(12), false));
    roles = new FakeRoles().with("s3-app", trust(svid.spiffeId().toString()), Map.of());
  }

  static TrustAnchor anchor(boolean enabled, List<X509Certificate> cas) {
    return new TrustAnchor(
        TARGET.anchor(), "example.org", enabled, TrustAnchor.CERTIFICATE_BUNDLE, cas);
  }

  static RolesAnywhereProfile profile(
      boolean enabled, List<String> roles, Duration duration, boolean names) {
    return new RolesAnywhereProfile(
        TARGET.profile(),
        enabled,
        new ProfileSettings("apps", roles, duration, names, Optional.empty(), List.of()));
  }

  static TrustPolicy trust(String id) {
    return TrustPolicy.parse(
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"Service":"rolesanywhere.amazonaws.com"},
         "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],
         "Condition":{"StringEquals":{"aws:PrincipalTag/x509SAN/URI":"%s"},
         "ArnEquals":{"aws:SourceArn":"%s"}}}]}
        """
            .formatted(id, TARGET.anchor()));
  }

  List<Check> examine() {
    var retryBudget = new RetryBudget(_ -> {}, Duration.ZERO);
    return new ExamineCertificateChain(
            new ExamineAgent(
                () -> AgentAddress.parse("unix:///agent.sock"),
                _ -> {
                  throw new AssertionError("no token is fetched");
                },
                retryBudget,
                UnexplainedIdentity.create(),
                new UnusableAgent(Optional.empty(), "", clock)),
            _ -> () -> unless(agentProblem, List.of(svid)),
            retryBudget,
            new ExamineEntry(Optional.empty()),
            new ExamineSvid(clock),
            new ExamineEndpoint(
                region ->
                    unless(
                        endpointProblem,
                        new EndpointProbe.Answer(
                            URI.create("https://rolesanywhere." + region + ".amazonaws.com"),
                            time)),
                clock),
            new ExamineRegistration(
                new OperatorAccount(
                    () -> unless(readProblem, new AwsAccount("aws", "123456789012")), false),
                new ExamineAnchor(Anchors::new, Optional.of("eu-west-1"), clock),
                new ExamineProfile(Profiles::new, Optional.of("eu-west-1")),
                new ExamineCertificateRole(roles)),
            new ExamineCreateSession(
                svids ->
                    new ObtainCredentials(
                        new ExchangeCertificate(
                            svids,
                            _ -> unless(refusal, ExaminedChain.session()),
                            target,
                            new SvidReview(clock),
                            retryBudget),
                        _ -> ExaminedChain.session(),
                        SessionStore.NONE,
                        retryBudget),
                _ -> () -> new AwsAccount("aws", "123456789012"),
                retryBudget),
            new ExamineS3(_ -> new FakeObjectStore(), FakeAccessPolicies.NONE, () -> "object"))
        .run(
            new ExamineCertificateChain.Request(
                SvidSelector.THE_ONLY_ONE,
                fromFile ? Optional.of(() -> svid) : Optional.empty(),
                target,
                role.map(arn ->
                    new ObtainCredentials.Request(
                        RoleArn.parse(arn),
                        List.of(),
                        sessionName.map(SessionName::new),
                        duration,
                        SessionPolicies.NONE)),
                Optional.empty()),
            _ -> {});
  }

  private static <T> T unless(@Nullable Problem problem, T otherwise) {
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return otherwise;
  }

  /// The trust anchors of a region; they can only be read.
  private final class Anchors implements TrustAnchors {
    private final String region;

    Anchors(String region) {
      this.region = region;
    }

    @Override
    public List<TrustAnchor> list() {
      return anchors.stream().filter(one -> one.arn().region().equals(region)).toList();
    }

    @Override
    public Optional<TrustAnchor> find(RolesAnywhereArn arn) {
      return list().stream().filter(one -> one.arn().equals(arn)).findFirst();
    }

    @Override
    public TrustAnchor create(String name, List<X509Certificate> cas, Map<String, String> tags) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TrustAnchor replaceCas(RolesAnywhereArn arn, List<X509Certificate> cas) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void enable(RolesAnywhereArn arn) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(RolesAnywhereArn arn) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> tags(RolesAnywhereArn arn) {
      return tags;
    }

    @Override
    public void tag(RolesAnywhereArn arn, Map<String, String> tags) {
      throw new UnsupportedOperationException();
    }
  }

  /// The profiles of a region; they can only be read.
  private final class Profiles implements RolesAnywhereProfiles {
    private final String region;

    Profiles(String region) {
      this.region = region;
    }

    @Override
    public List<RolesAnywhereProfile> list() {
      return profiles.stream().filter(one -> one.arn().region().equals(region)).toList();
    }

    @Override
    public Optional<RolesAnywhereProfile> find(RolesAnywhereArn arn) {
      return list().stream().filter(one -> one.arn().equals(arn)).findFirst();
    }

    @Override
    public RolesAnywhereProfile create(ProfileSettings settings, Map<String, String> tags) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RolesAnywhereProfile update(RolesAnywhereArn arn, ProfileSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void enable(RolesAnywhereArn arn) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(RolesAnywhereArn arn) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> tags(RolesAnywhereArn arn) {
      return tags;
    }

    @Override
    public void tag(RolesAnywhereArn arn, Map<String, String> tags) {
      throw new UnsupportedOperationException();
    }
  }
}
