package io.spiffeaws.trust.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesAnywhereEvaluationTest {
  private static final String ARN = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/";
  private static final RolesAnywhereArn ANCHOR =
      RolesAnywhereArn.parse(ARN + "a", RolesAnywhereArn.Type.TRUST_ANCHOR);
  private static final String ALL = "'sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                                                   | Allowed
          {'StringEquals':{'URI':'spiffe://td/a'}}                             | Allowed
          {'StringEquals':{'aws:principaltag/X509san/uri':'spiffe://td/a'}}    | Allowed
          {'StringEquals':{'URI':'spiffe://td/b'}}                             | Denied
          {'StringLike':{'URI':'spiffe://td/*'}}                               | Allowed
          {'StringNotEquals':{'URI':'spiffe://td/b'}}                          | Allowed
          {'stringEquals':{'URI':'spiffe://td/a'}}                             | Undecided
          {'Null':{'URI':'false'}}                                             | Allowed
          {'StringEquals':{'aws:PrincipalTag/x509Subject/CN':'a'}}             | Undecided
          {'StringEquals':{'aws:PrincipalTag/x509Subject/CN':'a','URI':'x'}}   | Denied
          {'StringEquals':{'aws:RequestTag/x509SAN/URI':'spiffe://td/a'}}      | Undecided
          {'ArnEquals':{'aws:SourceArn':'ANCHORa'}}                            | Allowed
          {'ArnEquals':{'aws:SourceArn':'ANCHORb'}}                            | Denied
          {'ArnEquals':{'aws:SourceArn':['ANCHORb','ANCHOR*']}}                | Allowed
          {'ArnLike':{'AWS:sourceArn':'arn:aws:rolesanywhere:*:123456789012:*'}} | Allowed
          {'ArnLike':{'aws:SourceArn':'arn:aws:rolesanywhere:*'}}              | Undecided
          {'ArnNotEquals':{'aws:SourceArn':'ANCHORa'}}                         | Denied
          {'ArnNotLike':{'aws:SourceArn':'ANCHORb'}}                           | Allowed
          {'StringEquals':{'aws:SourceArn':'ANCHORa'}}                         | Allowed
          {'StringEquals':{'aws:SourceArn':'ANCHOR*'}}                         | Denied
          {'StringLike':{'aws:SourceArn':'ANCHOR*'}}                           | Allowed
          {'StringEquals':{'aws:SourceAccount':'123456789012'}}                | Allowed
          {'StringEquals':{'aws:SourceAccount':'210987654321'}}                | Denied
          {'StringEquals':{'sts:SourceIdentity':'CN=a'}}                       | Undecided
          {'StringEquals':{'sts:RoleSessionName':'a'}}                         | Undecided
          {'Bool':{'aws:SecureTransport':'true'}}                              | Allowed
          {'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}                          | Undecided
          {'StringEquals':{'h.example:sub':'spiffe://td/a'}}                   | Denied
          {'StringNotEquals':{'h.example:sub':'spiffe://td/a'}}                | Allowed
          {'StringEquals':{'URI':'${aws:PrincipalTag/x509SAN/URI}'}}           | Undecided
          """)
  void conditions(String condition, String decision) {
    var policy = policy(statement("Allow", "{'Service':'SERVICE'}", ALL, condition));
    assertThat(kind(policy, session("spiffe://td/a"))).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'StringEquals':{'URI':'x'}}              | Denied
          {'StringNotEquals':{'URI':'x'}}           | Allowed
          {'StringEqualsIfExists':{'URI':'x'}}      | Allowed
          {'ForAllValues:StringEquals':{'URI':'x'}} | Allowed
          {'ForAnyValue:StringLike':{'URI':'*'}}    | Denied
          {'Null':{'URI':'true'}}                   | Allowed
          """)
  void anIdThatDoesNotFitATagResultsInNoTag(String condition, String decision) {
    var policy = policy(statement("Allow", "{'Service':'SERVICE'}", ALL, condition));
    var long257 = "spiffe://td/" + "a".repeat(257 - "spiffe://td/".length());
    assertThat(kind(policy, session(long257))).isEqualTo(decision);
    assertThat(kind(policy, session("spiffe://td/a#b"))).isEqualTo(decision);
    assertThat(session(long257.substring(0, 256)).uri()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ALL                                                   |                      | Allowed
          'sts:*'                                               |                      | Allowed
          'STS:assumerole','sts:Tag*','sts:SetSourceIdentity'   |                      | Allowed
          'sts:AssumeRole','sts:SetSourceIdentity'              |                      | Denied
          'sts:AssumeRole','sts:SetSourceIdentity'              | 'sts:TagSession'     | Allowed
          'sts:AssumeRole'                                      | 'sts:TagSession'     | Denied
          'sts:AssumeRoleWithWebIdentity','sts:TagSession'      |                      | Denied
          """)
  void eachActionMustBeAllowed(String first, String second, String decision) {
    var policy =
        policy(
            statement("Allow", "{'Service':'SERVICE'}", first.replace("ALL", ALL), "{}"),
            statement("Allow", "{'Service':['x.amazonaws.com','SERVICE']}", second, "{}"));
    assertThat(kind(policy, session("spiffe://td/a"))).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'Service':'SERVICE'}   | 'sts:TagSession'    | {}                                       | Denied
          {'Service':'SERVICE'}   | 'sts:GetFederation' | {}                                       | Allowed
          {'Service':'x'}         | 'sts:*'             | {}                                       | Allowed
          '*'                     | 'sts:*'             | {'StringLike':{'URI':'spiffe://td/*'}}   | Denied
          {'AWS':'*'}             | 'sts:*'             | {}                                       | Undecided
          {'Service':'SERVICE'}   | 'sts:AssumeRole'    | {'StringEquals':{'URI':'spiffe://td/b'}} | Allowed
          {'Service':'SERVICE'}   | 'sts:AssumeRole'    | {'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}} | Undecided
          {'Service':'SERVICE'}   | 'sts:AssumeRole'    | {'ArnNotEquals':{'aws:SourceArn':'ANCHORb'}} | Denied
          """)
  void denyWins(String principal, String action, String condition, String decision) {
    var policy =
        policy(
            statement("Allow", "{'Service':'SERVICE'}", ALL, "{}"),
            statement("Deny", principal, action, condition));
    assertThat(kind(policy, session("spiffe://td/a"))).isEqualTo(decision);
  }

  @Test
  void aPatternIsAllowedIfEveryIdIs() {
    var like =
        policy(
            statement(
                "Allow", "{'Service':'SERVICE'}", ALL, "{'StringLike':{'URI':'spiffe://td/a/*'}}"));
    assertThat(kind(like, session("spiffe://td/a/b/*"))).isEqualTo("Allowed");
    assertThat(kind(like, session("spiffe://td/*"))).isEqualTo("Denied");
  }

  @Test
  void knownTagsDecide() {
    var policy =
        policy(
            statement(
                "Allow",
                "{'Service':'SERVICE'}",
                ALL,
                "{'StringEquals':{'aws:PrincipalTag/x509Subject/O':'SPIRE',"
                    + "'sts:SourceIdentity':'ID=0123','sts:RoleSessionName':'s'},"
                    + "'Null':{'aws:PrincipalTag/x509Subject/CN':'true'}}"));
    var known =
        session("spiffe://td/a")
            .withTags(Map.of("x509Subject/O", "SPIRE"), true)
            .withSourceIdentity("ID=0123")
            .withSessionName("s");
    assertThat(kind(policy, known)).isEqualTo("Allowed");
    assertThat(kind(policy, known.withSourceIdentity("ID=0124"))).isEqualTo("Denied");
    assertThat(kind(policy, known.withTags(Map.of("x509Subject/CN", "x"), true)))
        .isEqualTo("Denied");
    assertThat(kind(policy, known.withTags(Map.of(), false))).isEqualTo("Undecided");
  }

  @Test
  void reasonsNameConditionAndValue() {
    var policy =
        policy(
            statement("Allow", "{'AWS':'x'}", ALL, "{}"),
            statement(
                "Allow", "{'Service':'SERVICE'}", ALL, "{'StringEquals':{'URI':'spiffe://td/A'}}"),
            statement(
                "Allow",
                "{'Service':'SERVICE'}",
                ALL,
                "{'ArnEquals':{'aws:SourceArn':'ANCHORb'}}"));
    assertThat(TrustDecision.decide(policy, session("spiffe://td/a")).reasons())
        .containsExactly(
            "statement 1: its principal is not rolesanywhere.amazonaws.com",
            "statement 2: StringEquals aws:PrincipalTag/x509SAN/URI spiffe://td/A, and the"
                + " certificate has spiffe://td/a, which differs in letter case",
            "statement 3: ArnEquals aws:SourceArn %sb, and the trust anchor is %sa"
                .formatted(ARN, ARN));
    var lacking = policy(statement("Allow", "{'Service':'SERVICE'}", "'sts:AssumeRole'", "{}"));
    assertThat(TrustDecision.decide(lacking, session("spiffe://td/a")).reasons())
        .containsExactly("no statement allows sts:TagSession and sts:SetSourceIdentity");
  }

  @Test
  void aStatementAllowsOnlyItsIdsByItsAnchor() {
    var exact = List.of(new Subject("spiffe://td/a"), new Subject("spiffe://td/b"));
    var policy = RolesAnywhereStatements.policy(ANCHOR, exact);
    assertThat(kind(policy, session("spiffe://td/b"))).isEqualTo("Allowed");
    assertThat(kind(policy, session("spiffe://td/c"))).isEqualTo("Denied");
    var other = RolesAnywhereArn.parse(ARN + "b", RolesAnywhereArn.Type.TRUST_ANCHOR);
    assertThat(kind(policy, RolesAnywhereSession.of(other, "spiffe://td/a"))).isEqualTo("Denied");
    assertThat(RolesAnywhereStatements.subjects(policy, ANCHOR))
        .extracting(RolesAnywhereStatements.Listed::sub)
        .containsExactly("spiffe://td/a", "spiffe://td/b");
    assertThat(RolesAnywhereStatements.subjects(policy, other)).isEmpty();
    assertThat(RolesAnywhereStatements.anchors(policy)).containsExactly(ANCHOR);
    var like = RolesAnywhereStatements.policy(ANCHOR, List.of(new Subject("spiffe://td/a/*")));
    assertThat(kind(like, session("spiffe://td/a/b"))).isEqualTo("Allowed");
  }

  @Test
  void anAnchorIsReplacedWithoutChangingOthers() {
    var both =
        policy(
            statement(
                "Allow",
                "{'Service':['SERVICE','ec2.amazonaws.com']}",
                ALL,
                "{'StringEquals':{'URI':'spiffe://td/a'},"
                    + "'ArnEquals':{'aws:SourceArn':['ANCHORa','ANCHORb']}}"));
    var without = RolesAnywhereStatements.without(both, ANCHOR);
    var other = RolesAnywhereArn.parse(ARN + "b", RolesAnywhereArn.Type.TRUST_ANCHOR);
    assertThat(kind(without, session("spiffe://td/a"))).isEqualTo("Denied");
    assertThat(kind(without, RolesAnywhereSession.of(other, "spiffe://td/a"))).isEqualTo("Allowed");
    assertThat(without.statements())
        .extracting(statement -> statement.principals("Service"))
        .containsExactly(List.of("rolesanywhere.amazonaws.com"), List.of("ec2.amazonaws.com"));
    assertThat(RolesAnywhereStatements.without(without, ANCHOR)).isEqualTo(without);
  }

  private static String kind(TrustPolicy policy, RolesAnywhereSession session) {
    return TrustDecision.decide(policy, session).getClass().getSimpleName();
  }

  private static RolesAnywhereSession session(String id) {
    return RolesAnywhereSession.of(ANCHOR, id);
  }

  private static String statement(
      String effect, String principal, String actions, String condition) {
    return "{'Effect':'%s','Principal':%s,'Action':[%s],'Condition':%s}"
        .formatted(effect, principal, Optional.ofNullable(actions).orElse(""), condition);
  }

  private static TrustPolicy policy(String... statements) {
    return TrustPolicy.parse(
        "{'Version':'2012-10-17','Statement':[%s]}"
            .formatted(String.join(",", statements))
            .replace("SERVICE", "rolesanywhere.amazonaws.com")
            .replace("'URI'", "'aws:PrincipalTag/x509SAN/URI'")
            .replace("ANCHOR", ARN)
            .replace('\'', '"'));
  }
}
