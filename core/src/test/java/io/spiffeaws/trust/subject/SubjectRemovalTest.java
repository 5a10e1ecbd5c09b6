package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Removing and replacing subjects.
class SubjectRemovalTest extends EditedPolicy {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {`Federated`:[`P`,`Q`]}                  | {`Federated`:`Q`}
          {`Federated`:`P`,`AWS`:[`111122223333`]} | {`AWS`:[`111122223333`]}
          """)
  void otherPrincipalsKeepTheStatementWhoseLastSubjectIsRemoved(String principals, String others) {
    var document =
        "{`Sid`:`s`,`Effect`:`Allow`,`Principal`:%s,`Action`:`sts:*`,"
            + "`Condition`:{`StringEqualsIfExists`:{`h:sub`:`w:a`}}}";

    assertThat(remove(policy(document.formatted(principals)), "w:a").policy())
        .isEqualTo(policy(document.formatted(others)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          one of a list      | w:a   | {`StringEquals`:{`h:aud`:`A`,`h:sub`:[`w:a`,`w:b`]}}                 | {`StringEquals`:{`h:aud`:`A`,`h:sub`:[`w:b`]}}
          a pattern          | w:x/* | {`StringLike`:{`h:sub`:[`w:a`,`w:x/*`]}}                            | {`StringLike`:{`h:sub`:[`w:a`]}}
          in lower case      | w:a   | {`stringequals`:{`h:sub`:[`w:a`,`w:b`]}}                            | {`stringequals`:{`h:sub`:[`w:b`]}}
          in whatever form   | w:a   | {`ForAllValues:StringEqualsIfExists`:{`h:sub`:[`w:a`,`w:b`]}}        | {`ForAllValues:StringEqualsIfExists`:{`h:sub`:[`w:b`]}}
          not what denies    | w:a   | {`StringNotEquals`:{`h:sub`:`w:a`},`StringLike`:{`h:sub`:[`w:a`,`w:b`]}} | {`StringNotEquals`:{`h:sub`:`w:a`},`StringLike`:{`h:sub`:[`w:b`]}}
          twice in a list    | w:a   | {`StringEquals`:{`h:sub`:[`w:a`,`w:b`,`w:a`]}}                      | {`StringEquals`:{`h:sub`:[`w:b`]}}
          """)
  void aListedSubjectIsRemoved(String name, String sub, String before, String after) {
    var edit = remove(policy(statement(before)), sub);

    assertThat(edit.changed()).isTrue();
    assertThat(edit.policy()).isEqualTo(policy(statement(after)));
    assertThat(remove(edit.policy(), sub).changed()).isFalse();
  }

  @Test
  void aStatementIsDeletedWithItsLastSubjectAndOthersStay() {
    var other = "{`Effect`:`Allow`,`Principal`:{`AWS`:`x`},`Action`:`sts:AssumeRole`}";
    var before =
        policy(
            statement("{`StringEquals`:{`h:sub`:`w:a`}}"),
            other,
            statement("{`StringLike`:{`h:sub`:[`w:a`]}}"));

    assertThat(remove(before, "w:a").policy()).isEqualTo(policy(other));
    assertThat(remove(policy(statement("{`StringEquals`:{`h:sub`:`w:a`}}")), "w:a").policy())
        .matches(TrustPolicy::grantsNothing);
  }

  @Test
  void onlyStatementsOfTheAudienceAreEdited() {
    var usual = statement("{`StringEquals`:{`h:aud`:`A`,`h:sub`:[`w:a`,`w:b`]}}");
    var other = statement("{`StringEquals`:{`h:aud`:`other`,`h:sub`:`w:a`}}");

    assertThat(
            SubjectEditor.removeSub(
                    policy(usual, other), target(Optional.of("other")), subject("w:a"))
                .policy())
        .isEqualTo(policy(usual));
  }

  /// One subject is replaced by another in the same write, and the other conditions stay.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'StringLike':{'h:sub':'spiffe://td/*'}}                        | {'StringEquals':{'h:sub':['spiffe://td/a']}}
          {'StringLike':{'h:sub':['spiffe://td/*','spiffe://td/n/*']}}    | {'StringLike':{'h:sub':['spiffe://td/n/*','spiffe://td/a']}}
          {'StringLike':{'h:sub':['spiffe://td/*','spiffe://td/a']}}      | {'StringEquals':{'h:sub':['spiffe://td/a']}}
          {'StringEquals':{'h:aud':'x'},'StringLike':{'h:sub':'spiffe://td/*'}} | {'StringEquals':{'h:aud':'x','h:sub':['spiffe://td/a']}}
          {'StringEquals':{'h:sub':'spiffe://td/*'}}                      | {'StringEquals':{'h:sub':['spiffe://td/a']}}
          {'StringLikeIfExists':{'h:sub':['spiffe://td/*']}}              | {'StringLikeIfExists':{'h:sub':['spiffe://td/a']}}
          {'StringEquals':{'h:sub':'spiffe://td/b'}}                      |
          """)
  void aSubjectIsReplaced(String before, String after) {
    var target =
        new ProviderAudience(new ProviderArn("arn:aws:iam::1:oidc-provider/h"), Optional.empty());

    var edit =
        SubjectEditor.replaceSub(
            conditioned(before), target, "spiffe://td/*", Subject.parse("spiffe://td/a"));

    assertThat(edit.map(PolicyEdit::policy).map(TrustPolicy::document))
        .isEqualTo(Optional.ofNullable(after).map(text -> conditioned(text).document()));
  }

  private static TrustPolicy conditioned(String condition) {
    return TrustPolicy.parse(
        "{'Statement':[{'Effect':'Allow','Principal':{'Federated':'arn:aws:iam::1:oidc-provider/h'},'Action':'sts:AssumeRoleWithWebIdentity','Condition':%s}]}"
            .formatted(condition)
            .replace('\'', '"'));
  }
}
