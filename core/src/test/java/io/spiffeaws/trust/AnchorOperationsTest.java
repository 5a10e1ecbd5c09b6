package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.WayLookup;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorOperationsTest extends TrustOperations {
  private static final String EC2 =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}]}";
  private static final RolesAnywhereArn ONE = anchor("123456789012", "one");
  private static final RolesAnywhereArn TWO = anchor("123456789012", "two");

  @ParameterizedTest
  @CsvSource({
    // role, issuer, anchor, by variable -> the way or the code
    "tokens,,,,tokens",
    "certificates,,,,certificates",
    "both,,,,way-needed",
    "several,,,,trust-anchor-needed",
    "unnamed,,,,trust-anchor-needed",
    "both,issuer,,,tokens",
    "both,,one,,certificates",
    "both,issuer,,variable,tokens",
    "both,,one,variable,certificates",
    "tokens,,one,,certificates",
    "tokens,,one,variable,way-needed",
    "certificates,issuer,,,tokens",
    "certificates,issuer,,variable,way-needed",
    "neither,,one,variable,certificates",
    "neither,issuer,,variable,tokens",
  })
  void theWayIsSpecifiedOrTheOnlyOne(
      String role, String issuer, String anchor, String variable, String expected) {
    roles.with("app", policy(role), OURS);
    var lookup =
        way(
            Optional.ofNullable(issuer).map(_ -> ISSUER),
            Optional.ofNullable(anchor).map(_ -> ONE),
            Optional.ofNullable(variable));
    var before = byToken(A);
    if (expected.contains("-")) {
      assertThat(problem(() -> add(lookup, A)).code()).isEqualTo(expected);
      assertThat(roles.writes).isEmpty();
    } else {
      add(lookup, A);
      assertThat(byToken(A) || before).isEqualTo(expected.equals("tokens") || before);
      assertThat(byCertificate(ONE, A)).isEqualTo(expected.equals("certificates"));
    }
  }

  @Test
  void onlyTheRequestedAnchorIsChanged() {
    var both =
        TrustPolicy.parse(
            RolesAnywhereStatements.policy(ONE, subjects(A))
                .compact()
                .replace("\"" + ONE + "\"", "[\"" + ONE + "\",\"" + TWO + "\"]"));
    roles.with("app", both, OURS);

    add(by(ONE), B);
    assertThat(byCertificate(ONE, B)).isTrue();
    assertThat(byCertificate(TWO, B)).isFalse();

    var report = remove(by(ONE), A);
    assertThat(byCertificate(ONE, A)).isFalse();
    assertThat(byCertificate(TWO, A)).isTrue();
    assertThat(report.warnings())
        .containsExactly(
            "%s is still allowed by trust anchor %s: statement 2 lists %s; to remove that, run:"
                    .formatted(A, TWO, A)
                + " spiffe-aws trust remove-sub app %s --trust-anchor-arn %s".formatted(A, TWO));
    assertThat(remove(by(TWO), A).warnings()).isEmpty();
  }

  @Test
  void theOtherWayIsReported() {
    roles.with("app", policy("both-a"), OURS);

    assertThat(remove(by(ONE), A).warnings())
        .singleElement()
        .asString()
        .contains("is still allowed with audience")
        .endsWith(
            "spiffe-aws trust remove-sub app "
                + A
                + " --issuer "
                + ISSUER
                + " --audience sts.amazonaws.com");

    roles.with("app", policy("both-a"), OURS);
    var tokens = way(Optional.of(ISSUER), Optional.empty(), Optional.empty());
    assertThat(remove(tokens, A).warnings())
        .singleElement()
        .asString()
        .contains("is still allowed by trust anchor " + ONE)
        .endsWith("spiffe-aws trust remove-sub app " + A + " --trust-anchor-arn " + ONE);
  }

  @Test
  void aPatternOfAnchorsIsReported() {
    var any = ONE.toString().replace("/one", "/*");
    roles.with(
        "app",
        TrustPolicy.parse(
            RolesAnywhereStatements.policy(ONE, subjects(A, B)).compact().replace(ONE + "", any)),
        OURS);
    add(by(ONE), "spiffe://example.org/c");
    assertThat(byCertificate(TWO, "spiffe://example.org/c")).isFalse();
    assertThat(remove(by(ONE), A).warnings())
        .contains(A + " is also no longer allowed by trust anchor " + any);
    assertThat(byCertificate(TWO, B)).isTrue();
  }

  @Test
  void whatCannotBeAllowedIsRefused() {
    roles.with("app", policy("certificates"), OURS);
    var unfit = "spiffe://example.org/" + "a".repeat(240);
    assertThat(problem(() -> add(by(ONE), unfit)).message())
        .contains("it has 261 characters, and a session tag has at most 256");
    assertThat(problem(() -> add(by(anchor("210987654321", "x")), A)).code())
        .isEqualTo("anchor-elsewhere");
    assertThat(problem(() -> add(by(ONE), "repo:o/r")).code()).isEqualTo("malformed-spiffe-id");
    roles.with("app", denying(), OURS);
    assertThat(problem(() -> add(by(ONE), A)).code()).isEqualTo("denied-by-statement");
    roles.with("app", open(), OURS);
    assertThat(problem(() -> add(by(ONE), A)).code()).isEqualTo("whole-trust-domain");
    assertThat(roles.writes).isEmpty();
    assertThat(problem(() -> way(Optional.of(ISSUER), Optional.of(ONE), Optional.empty())).code())
        .isEqualTo("way-needed");
  }

  @Test
  void narrowRestrictsToIdAndAnchor() {
    roles.with("app", open(), OURS);
    narrow(A);
    assertThat(byCertificate(ONE, A)).isTrue();
    assertThat(byCertificate(ONE, B)).isFalse();
    assertThat(byCertificate(TWO, A)).isFalse();
  }

  @Test
  void aSubjectIsReplaced() {
    roles.with(
        "app", RolesAnywhereStatements.policy(ONE, subjects("spiffe://example.org/*")), OURS);
    new AddSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE,
                subjects(A),
                by(ONE),
                false,
                false,
                Optional.of("spiffe://example.org/*"),
                false));
    assertThat(
            roles.get("app").trust().meansSameAs(RolesAnywhereStatements.policy(ONE, subjects(A))))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"issuer,", ",one", "issuer,one"})
  void aRoleIsCreatedForEachWay(@Nullable String issuer, @Nullable String anchor) {
    var dry = run(request(issuer, anchor, false, true));
    assertThat(roles.roles).isEmpty();
    var real = run(request(issuer, anchor, false, false));
    assertThat(actions(real.changes())).isEqualTo(actions(dry.changes()));
    assertThat(byToken(A)).isEqualTo(issuer != null);
    assertThat(byCertificate(ONE, A)).isEqualTo(anchor != null);
    assertThat(actions(run(request(issuer, anchor, false, false)).changes()))
        .containsOnly("unchanged");
    assertThat(actions(run(request(issuer, anchor, true, false)).changes()))
        .containsOnly("unchanged");
  }

  @Test
  void exactRemovesTheOtherWay() {
    run(request("issuer", "one", false, false));
    run(request("issuer", null, true, false));
    assertThat(byToken(A)).isTrue();
    assertThat(byCertificate(ONE, A)).isFalse();
  }

  @Test
  void bothWaysAreListed() {
    roles.with("app", policy("both"), OURS);
    assertThat(new ListSubjects(roles).run(ROLE).subjects())
        .extracting(ListedSubject::provider)
        .containsExactly(PROVIDER.text(), RolesAnywhereStatements.SERVICE);
    roles.with("app", open(), OURS);
    assertThat(new ListSubjects(roles).run(ROLE).warnings())
        .containsExactly(
            "statement 1 has no aws:PrincipalTag/x509SAN/URI, so it allows every certificate of"
                + " every trust anchor");
  }

  @Test
  void aChangeIsReadBack() {
    roles.with("app", policy("certificates"), OURS);
    roles.overwrites.add(
        RolesAnywhereStatements.policy(ONE, subjects(B, "spiffe://example.org/c")));
    add(by(ONE), A);
    assertThat(byCertificate(ONE, A)).isTrue();
    assertThat(roles.writes).hasSize(2);
  }

  @Test
  void aPatternIsAddedAndADenyOfOneOfItsIdsIsReported() {
    roles.with("app", open().plus(denying().statements().getFirst().document()), OURS);

    assertThat(narrow(A + "*").warnings())
        .anySatisfy(warning -> assertThat(warning).contains("statement 2 may deny " + A));
    assertThat(byCertificate(ONE, A + "/b")).isTrue();
    assertThat(byCertificate(ONE, A)).isFalse();
  }

  @Test
  void aPatternIsRemovedAndTheLossOfOneOfItsIdsIsReported() {
    var pattern = "spiffe://example.org/?*";
    var any = ONE.toString().replace("/one", "/*");
    var twice =
        RolesAnywhereStatements.policy(ONE, subjects(pattern))
            .compact()
            .replace("\"" + ONE + "\"", "[\"" + ONE + "\",\"" + any + "\"]")
            .replace(
                "\"StringLike\"",
                "\"StringEquals\":{\"aws:PrincipalTag/x509SAN/URI\":\"%s\"},\"StringLike\""
                    .formatted(A));
    var other = TrustPolicy.parse(EC2).statements().getFirst().document();
    roles.with("app", TrustPolicy.parse(twice).plus(other), OURS);
    assertThat(byCertificate(TWO, A)).isTrue();

    assertThat(remove(by(ONE), pattern).warnings())
        .contains(A + " is also no longer allowed by trust anchor " + any);
    assertThat(byCertificate(TWO, A)).isFalse();
  }

  /// Two statements may have allowed the ID by every anchor. The removal takes one of them away.
  @Test
  void theLossOfAnUncertainGrantIsReportedAlthoughAnotherOneRemains() {
    var any = ONE.toString().replace("/one", "/*");
    var byName =
        RolesAnywhereStatements.policy(ONE, subjects(A, B))
            .compact()
            .replace(ONE.toString(), any)
            .replace(
                "\"ArnEquals\"", "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"},\"ArnEquals\"");
    var byAddress =
        open()
            .compact()
            .replace(
                "\"sts:SetSourceIdentity\"]",
                "\"sts:SetSourceIdentity\"],\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":"
                    + "\"198.51.100.0/24\"}}");
    roles.with(
        "app",
        TrustPolicy.parse(byName)
            .plus(TrustPolicy.parse(byAddress).statements().getFirst().document()),
        OURS);

    assertThat(remove(by(ONE), A).warnings())
        .contains(
            "%s is also no longer allowed by trust anchor %s, unless another statement applies"
                .formatted(A, any));
  }

  private static CreateRole.Request request(
      @Nullable String issuer, @Nullable String anchor, boolean exact, boolean dryRun) {
    return new CreateRole.Request(
        ROLE,
        Optional.ofNullable(issuer).map(_ -> ISSUER),
        Optional.ofNullable(anchor).map(_ -> ONE),
        subjects(A),
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        false,
        exact,
        false,
        dryRun);
  }

  private ChangeReport add(WayLookup way, String id) {
    return new AddSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE,
                List.of(Subject.ofAnyIssuer(id)),
                way,
                false,
                false,
                Optional.empty(),
                false));
  }

  private ChangeReport narrow(String id) {
    return new AddSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE, subjects(id), by(ONE), true, false, Optional.empty(), false));
  }

  private ChangeReport remove(WayLookup way, String id) {
    return new RemoveSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(new RemoveSubjects.Request(ROLE, subjects(id), way, false));
  }

  private boolean byCertificate(RolesAnywhereArn anchor, String id) {
    return TrustDecision.decide(roles.get("app").trust(), RolesAnywhereSession.of(anchor, id))
        .allowed();
  }

  private boolean byToken(String id) {
    return new TrustWay.Tokens(new ProviderAudience(PROVIDER, Optional.empty()))
        .decide(roles.get("app").trust(), subjects(id).getFirst())
        .allowed();
  }

  private static TrustPolicy policy(String kind) {
    return switch (kind) {
      case "tokens" -> trusting(B);
      case "certificates" -> RolesAnywhereStatements.policy(ONE, subjects(B));
      case "both" -> both(B);
      case "both-a" -> both(A);
      case "several" ->
          RolesAnywhereStatements.policy(ONE, subjects(B))
              .plus(RolesAnywhereStatements.allowing(TWO, subjects(B)));
      case "unnamed" ->
          TrustPolicy.parse(
              RolesAnywhereStatements.policy(ONE, subjects(B))
                  .compact()
                  .replace(",\"ArnEquals\":{\"aws:SourceArn\":\"" + ONE + "\"}", ""));
      default -> TrustPolicy.parse(EC2);
    };
  }

  private static TrustPolicy both(String id) {
    return trusting(id).plus(RolesAnywhereStatements.allowing(ONE, subjects(id)));
  }

  private static TrustPolicy open() {
    return TrustPolicy.parse(
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
            + "\"rolesanywhere.amazonaws.com\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\","
            + "\"sts:SetSourceIdentity\"]}]}");
  }

  private static TrustPolicy denying() {
    return TrustPolicy.parse(
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{\"Service\":"
            + "\"rolesanywhere.amazonaws.com\"},\"Action\":\"sts:TagSession\",\"Condition\":"
            + "{\"StringEquals\":{\"aws:PrincipalTag/x509SAN/URI\":\""
            + A
            + "\"}}}]}");
  }

  private static WayLookup by(RolesAnywhereArn anchor) {
    return way(Optional.empty(), Optional.of(anchor), Optional.empty());
  }

  private static WayLookup way(
      Optional<IssuerUrl> issuer, Optional<RolesAnywhereArn> anchor, Optional<String> variable) {
    return new WayLookup(issuer, Optional.empty(), anchor, variable);
  }

  private static RolesAnywhereArn anchor(String account, String id) {
    return RolesAnywhereArn.parse(
        "arn:aws:rolesanywhere:eu-west-1:%s:trust-anchor/%s".formatted(account, id),
        RolesAnywhereArn.Type.TRUST_ANCHOR);
  }
}
