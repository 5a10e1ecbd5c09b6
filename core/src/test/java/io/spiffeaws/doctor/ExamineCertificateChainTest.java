package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.Vector;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.trust.iam.FakeRoles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamineCertificateChainTest {
  private static final Problem.Refused DENIED =
      new Problem.Refused("roles-anywhere-denied", "denied", "ask");

  @TempDir private Path directory;
  private CertificateChain chain;

  @BeforeEach
  void create() {
    chain = new CertificateChain(Vector.of("EC").svid(directory));
  }

  @Test
  void healthyChainPassesAllChecks() {
    var checks = chain.examine();
    assertThat(checks).allMatch(Check::ok);
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "agent",
            "identity",
            "svid",
            "svid_time",
            "svid_tag",
            "svid_chain",
            "endpoint",
            "clock",
            "account",
            "anchor",
            "anchor_ca",
            "profile",
            "profile_role",
            "role",
            "trust",
            "duration",
            "exchange",
            "session");
    assertThat(DoctorVerdict.of(checks)).isEqualTo("all checks passed");
    assertThat(DoctorVerdict.summary(checks))
        .extracting(Check::name)
        .containsExactly(
            "agent",
            "identity",
            "svid",
            "anchor",
            "profile",
            "role",
            "trust",
            "exchange",
            "session");
  }

  @Test
  void withoutARoleTheChecksStopAtTheProfile() {
    chain.role = Optional.empty();
    assertThat(DoctorVerdict.of(chain.examine())).isEqualTo("no problem found; not checked: role");
  }

  @Test
  void withoutPermissionsTheExchangeDecides() {
    chain.readProblem = new Problem.Refused("no-credentials", "no credentials", "");
    var checks = chain.examine();
    assertThat(ExaminedChain.failed(checks)).isEmpty();
    assertThat(ExaminedChain.skipped(checks)).isEqualTo("account anchor profile role trust");
    chain.refusal = DENIED;
    assertThat(ExaminedChain.check(chain.examine(), "exchange").hint()).isEqualTo("ask");
  }

  @Test
  void certificateThatIsNotTrustedIsNamedWithItsAuthority() {
    chain.readProblem = new Problem.Refused("no-credentials", "no credentials", "");
    chain.refusal = new Problem.Refused("svid-not-trusted", "not trusted", "");
    assertThat(ExaminedChain.detail(chain.examine(), "exchange"))
        .startsWith("not trusted; the X509-SVID is signed by CA ")
        .endsWith(" (O=CA, C=US)");
  }

  @Test
  void disabledAnchorIsTheCause() {
    chain.anchors = List.of(CertificateChain.anchor(false, chain.svid.bundle()));
    assertCause("anchor", "is disabled", "to enable it, run: spiffe-aws trust anchor ");
  }

  @Test
  void caThatIsNotInTheAnchorIsTheCause() {
    chain.anchors = List.of(CertificateChain.anchor(true, List.of()));
    assertCause("anchor_ca", "does not contain CA", "spiffe-aws trust anchor sync example.org");
  }

  @Test
  void resourceThatIsNotManagedMustBeAdopted() {
    chain.tags = Map.of();
    chain.anchors = List.of(CertificateChain.anchor(true, List.of()));
    assertCause("anchor_ca", "", "spiffe-aws trust anchor create example.org --adopt");
  }

  @Test
  void acceptedCertificateProvesThatTheAnchorDoesNotMatter() {
    chain.anchors = List.of(CertificateChain.anchor(true, List.of()));
    var check = ExaminedChain.check(chain.examine(), "anchor_ca");
    assertThat(check.outcome()).isEqualTo(Check.Outcome.SKIPPED);
    assertThat(check.detail()).startsWith("IAM Roles Anywhere accepted the X509-SVID, although ");
  }

  @Test
  void anchorInTheRegionOfTheOperatorIsProposed() {
    chain.target = CertificateChain.TARGET.inRegion("eu-west-2");
    assertCause(
        "anchor",
        "it is in region eu-west-1",
        "specify --trust-anchor-arn %s --profile-arn %s"
            .formatted(CertificateChain.TARGET.anchor(), CertificateChain.TARGET.profile()));
  }

  @Test
  void anchorOfPrivateCaServiceCannotBeCompared() {
    var anchor = CertificateChain.anchor(true, List.of());
    chain.anchors =
        List.of(new TrustAnchor(anchor.arn(), anchor.name(), true, "AWS_ACM_PCA", List.of()));
    assertThat(ExaminedChain.skipped(chain.examine())).isEqualTo("anchor_ca");
  }

  @Test
  void disabledProfileIsTheCause() {
    chain.profiles =
        List.of(
            CertificateChain.profile(
                false, List.of(CertificateChain.ROLE), Duration.ofHours(1), false));
    assertCause("profile", "is disabled", "spiffe-aws trust profile create apps --role ");
  }

  @Test
  void roleThatIsNotInTheProfileIsTheCause() {
    var other = "arn:aws:iam::123456789012:role/other";
    chain.profiles =
        List.of(CertificateChain.profile(true, List.of(other), Duration.ofHours(1), false));
    assertCause(
        "profile_role",
        "it lists " + other,
        "to add it, run: spiffe-aws trust profile create apps --role " + CertificateChain.ROLE);
  }

  @Test
  void sessionNameThatIsNotAcceptedIsTheCause() {
    chain.sessionName = Optional.of("mine");
    assertCause("session_name", "\"mine\"", " --accept-session-name");
  }

  @ParameterizedTest
  @CsvSource({"PT2H, PT12H, true", "PT2H, PT1H, false", "PT1H, PT12H, false"})
  void shorterDurationOfRequestAndProfileCounts(
      Duration requested, Duration ofProfile, boolean fails) {
    chain.duration = requested;
    chain.profiles =
        List.of(CertificateChain.profile(true, List.of(CertificateChain.ROLE), ofProfile, false));
    assertThat(ExaminedChain.check(chain.examine(), "duration").failed()).isEqualTo(fails);
  }

  @Test
  void trustOfAnotherIdIsTheCause() {
    chain.roles =
        new FakeRoles()
            .with("s3-app", CertificateChain.trust("spiffe://example.org/other"), Map.of());
    assertCause(
        "trust",
        "spiffe://example.org/other",
        "spiffe-aws trust add-sub s3-app %s --trust-anchor-arn %s"
            .formatted(chain.svid.spiffeId(), CertificateChain.TARGET.anchor()));
  }

  @Test
  void missingRoleIsTheCause() {
    chain.roles = new FakeRoles();
    assertCause("role", "not found", "spiffe-aws trust role create s3-app --trust-anchor-arn ");
  }

  @Test
  void deadEndpointIsTheCause() {
    chain.endpointProblem = new Problem.Unreachable("connection-refused", "refused", "start it");
    var checks = chain.examine();
    assertThat(ExaminedChain.failed(checks)).isEqualTo("endpoint");
    assertThat(ExaminedChain.detail(checks, "exchange")).isEqualTo("because of endpoint");
  }

  @ParameterizedTest
  @CsvSource({
    "svid-expired, svid_time",
    "svid-not-yet-valid, clock",
    "svid-is-ca, svid",
    "svid-key-usage, svid",
    "svid-empty-subject, svid",
    "svid-chain-incomplete, svid_chain"
  })
  void faultOfTheCertificateIsTheCause(String fault, String check) {
    var trusted = chain.svid.bundle();
    chain.svid = Vector.svid(directory, Vector.faulty(fault), Vector.of("EC").text("key"));
    chain.anchors = List.of(CertificateChain.anchor(true, trusted));
    assertCause(check, "", "");
  }

  @ParameterizedTest
  @CsvSource({"600, 10m ahead of", "-600, 10m behind"})
  void clockOfThisMachineIsTheCause(int seconds, String skew) {
    chain.clock = Clock.fixed(Vector.NOW.plusSeconds(seconds), ZoneOffset.UTC);
    assertCause("clock", "this machine's clock is " + skew, "timedatectl set-ntp true");
  }

  @Test
  void grantsAreWithheldFromACertificateOfUnknownOrigin() {
    chain.fromFile = true;
    chain.anchors = List.of(CertificateChain.anchor(true, List.of()));
    chain.roles =
        new FakeRoles()
            .with("s3-app", CertificateChain.trust("spiffe://example.org/other"), Map.of());
    chain.refusal = DENIED;
    assertThat(ExaminedChain.check(chain.examine(), "trust").hint())
        .isEqualTo("fix anchor_ca first");
  }

  private void assertCause(String name, String detail, String hint) {
    chain.refusal = DENIED;
    var checks = chain.examine();
    assertThat(ExaminedChain.failed(checks)).isEqualTo(name);
    assertThat(ExaminedChain.detail(checks, name)).contains(detail);
    assertThat(ExaminedChain.check(checks, name).hint()).contains(hint);
  }
}
