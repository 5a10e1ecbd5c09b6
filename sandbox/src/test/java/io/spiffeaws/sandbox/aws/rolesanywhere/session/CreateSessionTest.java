package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import static io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.identity.RoleSession;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Request;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.AttributeMappings;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Profile;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Resource;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.TrustAnchor;
import io.spiffeaws.sandbox.aws.sts.SessionIssuer;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateSessionTest {
  private static final String ACCOUNT = "123456789012";
  private static final String ID = "spiffe://example.org/s3-app";
  private static final String ROLE = "arn:aws:iam::123456789012:role/s3-app";
  private static final Profile.Settings SETTINGS =
      new Profile.Settings(List.of(ROLE), Optional.empty(), List.of(), 3600, false, false);
  private static final TestAuthority CA = TestAuthority.create("EC");
  private static final TestAuthority.Issued SVID = CA.issue(new Request().uri(ID));

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Account account = new Account(ACCOUNT);
  private final Sessions sessions = new Sessions();
  private final Registry registry = new Registry();
  private final TrustAnchor anchor =
      new TrustAnchor(
          resource("trust-anchor", "us-east-1"), "", List.of(CA.certificate), List.of());
  private final Profile profile =
      new Profile(resource("profile", "us-east-1"), "", SETTINGS, AttributeMappings.DEFAULT);
  private final CreateSession operation =
      new CreateSession(
          registry,
          account,
          new SessionIssuer(
              sessions, new Identifiers(new SecureRandom()), clock, ACCOUNT, Duration.ZERO),
          clock);

  @BeforeEach
  void setUp() {
    registry.anchors().put(anchor);
    registry.profiles().put(profile);
    trust(trusting("StringEquals", "aws:PrincipalTag/x509SAN/URI", ID));
  }

  @Test
  void theAnswerHasTheSession() {
    var answer = run("");

    assertThat(text(answer, "assumedRoleUser", "arn"))
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/s3-app/0123");
    assertThat(text(answer, "credentials", "expiration")).isEqualTo("2026-11-30T09:00:00Z");
    var set = set(answer);
    assertThat(set.text("sourceIdentity")).contains("ID=0123");
    assertThat(set.text("roleArn")).contains(ROLE);
    var session = session(answer);
    assertThat(session.federation().values("aws:SourceIdentity")).containsExactly("ID=0123");
    assertThat(session.tags().tags()).containsEntry("x509SAN/URI", ID);
    assertThat(answer.text("subjectArn").orElseThrow())
        .startsWith("arn:aws:rolesanywhere:us-east-1:123456789012:subject/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sts:AssumeRole|sts:AssumeRoleWithSAML",
        "sts:TagSession|sts:DecodeAuthorizationMessage",
        "sts:SetSourceIdentity|sts:GetCallerIdentity",
        "rolesanywhere.amazonaws.com|ec2.amazonaws.com",
        "s3-app|other-app",
        "x509SAN/URI|x509SAN/DNS",
        "trust-anchor/|trust-anchor/0"
      })
  void theTrustPolicyMustAllowEverything(String text, String replacement) {
    trust(trusting("StringEquals", "aws:PrincipalTag/x509SAN/URI", ID).replace(text, replacement));

    refused("", "Unable to assume role for " + ROLE);
  }

  @ParameterizedTest
  @CsvSource({
    "StringLike, aws:SourceAccount, 123456789012, true",
    "StringLike, aws:SourceAccount, 999999999999, false",
    "StringLike, sts:SourceIdentity, ID=*, true",
    "StringLike, sts:SourceIdentity, CN=*, false",
    "StringLike, sts:RoleSessionName, 0123, true",
    "StringLike, sts:RoleSessionName, 4567, false",
    "StringLike, aws:PrincipalTag/x509Issuer/O, EC, true",
    "StringLike, aws:PrincipalTag/x509Issuer/O, RSA, false",
    "StringNotEquals, aws:PrincipalTag/x509SAN/DNS, admin.example.org, true",
    "StringLike, aws:SourceIp, *, false",
    "DateLessThan, aws:CurrentTime, 2027-01-01T00:00:00Z, true"
  })
  void conditionsOfTheTrustPolicyCount(String operator, String key, String value, boolean allowed) {
    trust(trusting(operator, key, value));

    if (allowed) {
      assertThat(run("").get("credentialSet")).isPresent();
    } else {
      refused("", "Unable to assume role for " + ROLE);
    }
  }

  @Test
  void theSessionNameIsAcceptedOnlyIfTheProfileAllowsIt() {
    var name = ",\"roleSessionName\":\"mine\"";
    refused(name, "Not authorized to set roleSessionName.");

    registry
        .profiles()
        .put(
            profile.with(
                new Profile.Settings(
                    List.of(ROLE), Optional.empty(), List.of(), 3600, true, false)));
    assertThat(text(run(name), "assumedRoleUser", "arn")).endsWith("/mine");
  }

  @ParameterizedTest
  @CsvSource({
    "3600, '', 2026-11-30T09:00:00Z",
    "3600, 900, 2026-11-30T08:15:00Z",
    "3600, 43200, 2026-11-30T09:00:00Z",
    "7200, 3600, 2026-11-30T09:00:00Z",
    "7200, '', ''",
    "43200, 3601, ''"
  })
  void theDurationIsTheShorterOneUpToThatOfTheRole(int longest, String requested, String expires) {
    registry
        .profiles()
        .put(
            profile.with(
                new Profile.Settings(
                    List.of(ROLE), Optional.empty(), List.of(), longest, false, false)));
    var more = requested.isEmpty() ? "" : ",\"durationSeconds\":" + requested;

    if (expires.isEmpty()) {
      refused(
          more,
          "Unable to assume role for "
              + ROLE
              + " The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    } else {
      assertThat(text(run(more), "credentials", "expiration")).isEqualTo(expires);
    }
  }

  @Test
  void disabledResourcesAreRefused() {
    registry.anchors().put(anchor.with(anchor.resource().enabled(false, NOW)));
    refused("", "Trust anchor is disabled");

    registry.anchors().put(anchor);
    registry.profiles().put(profile.with(profile.resource().enabled(false, NOW)));
    refused("", "Profile is disabled");
  }

  @Test
  void aRoleThatTheProfileDoesNotListIsRefused() {
    registry
        .profiles()
        .put(
            profile.with(
                new Profile.Settings(
                    List.of(ROLE + "2"), Optional.empty(), List.of(), 3600, false, false)));

    refused("", "Role is not specified in the profile");
  }

  @Test
  void missingResourcesAreRefused() {
    registry.anchors().remove(anchor.resource().arn());
    refused("", "Trust anchor not found");

    registry.anchors().put(anchor);
    account.removeRole("s3-app");
    refused("", "Unable to assume role for " + ROLE);
  }

  @Test
  void everyGroupOfSessionPoliciesRestricts() {
    var document =
        Optional.of(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}");
    var managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    registry
        .profiles()
        .put(
            profile.with(
                new Profile.Settings(
                    List.of(ROLE), document, List.of(managed), 3600, false, false)));
    assertThat(session(run("")).policies()).hasSize(2);

    registry
        .profiles()
        .put(
            profile.with(
                new Profile.Settings(
                    List.of(ROLE), document, List.of(managed + "2"), 3600, false, false)));
    refused("", "Unable to assume role for " + ROLE);
  }

  @Test
  void aSubjectIsRecorded() {
    run("");
    trust(trusting("StringEquals", "aws:PrincipalTag/x509SAN/URI", "none"));
    refused("", "Unable to assume role for " + ROLE);

    var subject = registry.subjects().list("us-east-1").getFirst();
    assertThat(subject.x509Subject()).isEqualTo("O=SPIRE,C=US");
    assertThat(subject.credentials()).hasSize(1);
    assertThat(subject.credentials().getFirst().get("failed")).contains(Json.of(true));
  }

  private Json.Obj run(String more) {
    var request = new TestRequest(SVID);
    request.body =
        "{\"trustAnchorArn\":\"%s\",\"profileArn\":\"%s\",\"roleArn\":\"%s\"%s}"
            .formatted(anchor.resource().arn(), profile.resource().arn(), ROLE, more);
    return operation.run(request.signed(), request.body.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String more, String message) {
    assertThatThrownBy(() -> run(more)).isInstanceOf(AwsError.class).hasMessage(message);
  }

  private void trust(String policy) {
    account.put(
        new Role(
            new Role.Identity("/", "s3-app", "AROA", ROLE, NOW),
            new Role.Settings(Optional.empty(), 3600),
            policy,
            new Role.Policies(Map.of(), List.of(), Optional.empty()),
            Map.of()));
  }

  private String trusting(String operator, String key, String value) {
    return """
    {"Version":"2012-10-17","Statement":[
     {"Effect":"Allow","Principal":{"Service":"rolesanywhere.amazonaws.com"},
      "Action":["sts:AssumeRole","sts:SetSourceIdentity"],
      "Condition":{"%1$s":{"%2$s":"%3$s"},"ArnEquals":{"aws:SourceArn":"%4$s"}}},
     {"Effect":"Allow","Principal":{"Service":"rolesanywhere.amazonaws.com"},
      "Action":"sts:TagSession","Condition":{"%1$s":{"%2$s":"%3$s"}}}]}
    """
        .formatted(operator, key, value, anchor.resource().arn());
  }

  private RoleSession session(Json.Obj answer) {
    return sessions.find(text(answer, "credentials", "accessKeyId")).orElseThrow();
  }

  private static Json.Obj set(Json.Obj answer) {
    var all = (Json.Arr) answer.get("credentialSet").orElseThrow();
    return (Json.Obj) all.items().getFirst();
  }

  private static String text(Json.Obj answer, String object, String member) {
    var found = (Json.Obj) set(answer).get(object).orElseThrow();
    return found.text(member).orElseThrow();
  }

  private static Resource resource(String type, String region) {
    return Resource.create(type, ACCOUNT, region, "a", true, NOW);
  }
}
