package io.spiffeaws.trust.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorLintTest {
  private static final String ARN = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/";
  private static final String ALL = "['sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity']";
  private static final String GOOD =
      "{'StringEquals':{'URI':'spiffe://td/a'},'ArnEquals':{'aws:SourceArn':'ANCHOR'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'StringEquals':{'URI':'spiffe://td/a'},SOURCE}                          |
          {'StringLike':{'URI':'spiffe://td/ns/*'},SOURCE}                         |
          {'StringEquals':{'URI':'spiffe://td/a','aws:SourceArn':'ANCHOR'}}        |
          {SOURCE}                                                                 | no-uri
          {}                                                                       | no-source no-uri
          {'StringEquals':{'aws:SourceAccount':'123456789012'}}                    | any-anchor no-uri
          {'StringEquals':{'URI':'spiffe://td/a'}}                                 | no-source
          {'StringEquals':{'URI':'spiffe://td/a','aws:SourceAccount':'123456789012'}} | any-anchor
          {'StringEquals':{'URI':'spiffe://td/a'},'ArnLike':{'aws:SourceArn':'arn:aws:rolesanywhere:*:123456789012:*'}} | any-anchor
          {'StringEquals':{'URI':'spiffe://td/a'},'ArnLikeIfExists':{'aws:SourceArn':'ANCHOR'}} | no-source
          {'StringEquals':{'URI':'spiffe://td/a'},'ArnEquals':{'aws:SourceArn':'arn:aws:rolesanywhere:eu-west-1:123456789012:profile/p'}} | malformed-anchor dead-subject
          {'StringEquals':{'URI':'spiffe://td/a'},'ArnEquals':{'aws:SourceArn':'arn:aws:rolesanywhere:cn-north-1:123456789012:trust-anchor/a'}} | malformed-anchor dead-subject
          {'StringEquals':{'URI':'spiffe://td/a'},'ArnEquals':{'aws:SourceArn':'arn:aws:rolesanywhere:eu-west-1:210987654321:trust-anchor/a'}} | other-accounts-anchor
          {'StringNotEquals':{'URI':'spiffe://td/a'},SOURCE}                       | negated-subject missing-tag
          {'StringEqualsIfExists':{'URI':'spiffe://td/a'},SOURCE}                  | missing-tag
          {'ForAllValues:StringEquals':{'URI':'spiffe://td/a'},SOURCE}             | missing-tag
          {'StringEquals':{'URI':'spiffe://td/a'},'StringNotEquals':{'aws:PrincipalTag/x509Subject/CN':'b'},SOURCE} | missing-tag
          {'StringEquals':{'aws:PrincipalTag/x509Subject/CN':'b'},SOURCE}          |
          {'StringEquals':{'URI':'spiffe://td/a','sts:SourceIdentity':'ID=0123'},SOURCE} | serial-identity
          {'StringEquals':{'URI':'spiffe://td/a','sts:SourceIdentity':'CN=b'},SOURCE} |
          {'StringEquals':{'URI':['spiffe://td/a','LONG']},SOURCE}                 | unfit-tag
          {'StringEquals':{'URI':['spiffe://td/a','https://td/a']},SOURCE}         | not-a-spiffe-id
          {'StringEquals':{'URI':['spiffe://td/a','spiffe://td/b','spiffe://tf/a']},SOURCE} | several-trust-domains
          {'StringEquals':{'URI':'spiffe://td/*'},SOURCE}                          | literal-wildcard
          {'StringLike':{'URI':'spiffe://td/*'},SOURCE}                            | whole-trust-domain
          {'StringLike':{'URI':'spiffe://*'},SOURCE}                               | any-trust-domain
          {'StringLike':{'URI':'spiffe://td/a*'},SOURCE}                           | partial-segment
          {'StringLike':{'URI':['spiffe://td/ns/*','spiffe://td/ns/a']},SOURCE}    | covered-subject
          {'StringEqualsIgnoreCase':{'URI':'spiffe://td/a'},SOURCE}                | ignore-case
          {'ForAnyValue:StringEquals':{'URI':'spiffe://td/a'},SOURCE}              | for-any-value
          {'stringEquals':{'URI':'spiffe://td/a'},SOURCE}                          | undocumented-operator
          {'StringEquals':{'URI':'spiffe://td/${aws:x}'},SOURCE}                   | policy-variable
          {'StringEquals':{'h:sub':'spiffe://td/a'},SOURCE}                        | no-uri wrong-key
          """)
  void aConditionHasItsFindings(String condition, String expected) {
    assertThat(codes(policy(statement(ALL, condition))))
        .isEqualTo(expected == null ? List.of() : Arrays.asList(expected.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'sts:AssumeRole'                                               | missing-action
          ['sts:AssumeRole','sts:TagSession']                            | missing-action
          'sts:TagSession'                                               | missing-action
          'sts:AssumeRoleWithWebIdentity'                                | missing-action
          'sts:*'                                                        | wide-action
          ['sts:Assume*','sts:SetSourceIdentity','sts:TagSession']       | wide-action
          """)
  void anActionHasItsFinding(String actions, String expected) {
    var policy = policy(statement(actions, GOOD));
    assertThat(codes(policy)).containsExactly(expected);

    var fixed = new LintTrust(List.of()).fixed("f", policy);
    assertThat(codes(fixed)).isEmpty();
    assertThat(allowed(fixed, "spiffe://td/a")).isTrue();
    assertThat(allowed(fixed, "spiffe://td/b")).isFalse();
  }

  @Test
  void actionsInTwoStatementsAreComplete() {
    assertThat(
            codes(
                policy(
                    statement("['sts:AssumeRole','sts:SetSourceIdentity']", GOOD),
                    statement("'sts:TagSession'", "{}"))))
        .isEmpty();
  }

  @Test
  void anActionIsNotAddedIfNoIdIsListed() {
    var open = policy(statement("'sts:AssumeRole'", "{'ArnEquals':{'aws:SourceArn':'ANCHOR'}}"));
    assertThat(codes(open)).containsExactly("missing-action", "no-uri");
    assertThat(new LintTrust(List.of()).fixed("f", open)).isEqualTo(open);
  }

  @Test
  void aFixLeavesOtherServicesUnchanged() {
    var policy =
        policy(
            statement("'sts:AssumeRole'", GOOD)
                .replace("'SERVICE'", "['SERVICE','ec2.amazonaws.com']"));
    var fixed = new LintTrust(List.of()).fixed("f", policy).statements();
    assertThat(fixed).hasSize(2);
    assertThat(fixed.get(1).principals("Service")).containsExactly("ec2.amazonaws.com");
    assertThat(fixed.get(1).actions()).containsExactly("sts:AssumeRole");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'StringEqualsIfExists':{'URI':'spiffe://td/a'},SOURCE}
          {'ForAllValues:StringEquals':{'URI':'spiffe://td/a'},SOURCE}
          {'StringEqualsIgnoreCase':{'URI':'spiffe://td/a'},SOURCE}
          """)
  void anOperatorIsFixed(String condition) {
    var fixed = new LintTrust(List.of()).fixed("f", policy(statement(ALL, condition)));
    assertThat(codes(fixed)).isEmpty();
    assertThat(allowed(fixed, "spiffe://td/a")).isTrue();
    assertThat(allowed(fixed, "spiffe://td/" + "a".repeat(250))).isFalse();
  }

  @Test
  void hintsAreCommands() {
    var roles = new FakeRoles().with("app", policy(statement(ALL, "{SOURCE}")), Map.of());
    var found =
        new LintRoles(roles, new FakeOidcProviders(), List.of())
            .role(RoleReference.parse("app"))
            .policies()
            .getFirst()
            .findings();
    assertThat(found)
        .extracting(Finding::hint)
        .containsExactly(
            "to allow only one ID, run: spiffe-aws trust add-sub app ID --narrow --trust-anchor-arn "
                + ARN
                + "a");
  }

  private static boolean allowed(TrustPolicy policy, String id) {
    var anchor = RolesAnywhereStatements.anchor(ARN + "a").orElseThrow();
    return TrustDecision.decide(policy, RolesAnywhereSession.of(anchor, id)).allowed();
  }

  private static List<String> codes(TrustPolicy policy) {
    var roles = new FakeRoles().with("app", policy, Map.of());
    return new LintRoles(roles, new FakeOidcProviders(), List.of())
        .role(RoleReference.parse("app")).policies().getFirst().findings().stream()
            .map(finding -> finding.code().word())
            .toList();
  }

  private static String statement(String actions, String condition) {
    return "{'Effect':'Allow','Principal':{'Service':'SERVICE'},'Action':%s,'Condition':%s}"
        .formatted(actions, condition);
  }

  private static TrustPolicy policy(String... statements) {
    return TrustPolicy.parse(
        "{'Version':'2012-10-17','Statement':[%s]}"
            .formatted(String.join(",", statements))
            .replace("SOURCE", "'ArnEquals':{'aws:SourceArn':'ANCHOR'}")
            .replace("SERVICE", RolesAnywhereStatements.SERVICE)
            .replace("'URI'", "'" + RolesAnywhereStatements.URI_KEY + "'")
            .replace("ANCHOR", ARN + "a")
            .replace("LONG", "spiffe://td/" + "a".repeat(250))
            .replace('\'', '"'));
  }
}
