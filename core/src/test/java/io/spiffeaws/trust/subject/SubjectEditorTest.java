package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of `trust add-sub` and `trust remove-sub`: policies before and after. `P` is the
/// provider's ARN, `h` its host, `A` the default audience, and `w:` is `spiffe://td/`.
class SubjectEditorTest {
  private static final ProviderArn PROVIDER =
      new ProviderArn("arn:aws:iam::123456789012:oidc-provider/h");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a string becomes a list             | w:b  | {`StringEquals`:{`h:aud`:`A`,`h:sub`:`w:a`}}                        | {`StringEquals`:{`h:aud`:`A`,`h:sub`:[`w:a`,`w:b`]}}
          a list grows                        | w:c  | {`StringEquals`:{`h:sub`:[`w:a`,`w:b`],`h:aud`:[`A`]}}              | {`StringEquals`:{`h:sub`:[`w:a`,`w:b`,`w:c`],`h:aud`:[`A`]}}
          an exact ID fits among patterns     | w:b  | {`StringLike`:{`h:sub`:`w:x/*`}}                                    | {`StringLike`:{`h:sub`:[`w:x/*`,`w:b`]}}
          a pattern makes StringEquals Like   | w:x/*| {`StringEquals`:{`h:aud`:`A`,`h:sub`:`w:a`}}                        | {`StringEquals`:{`h:aud`:`A`},`StringLike`:{`h:sub`:[`w:a`,`w:x/*`]}}
          an emptied operator is replaced     | w:x/*| {`StringEquals`:{`h:sub`:`w:a`},`Null`:{`h:azp`:`true`}}| {`StringLike`:{`h:sub`:[`w:a`,`w:x/*`]},`Null`:{`h:azp`:`true`}}
          an existing StringLike is shared    | w:x/*| {`StringLike`:{`h:aud`:`A*`},`StringEquals`:{`h:sub`:`w:a`}}        | {`StringLike`:{`h:aud`:`A*`,`h:sub`:[`w:a`,`w:x/*`]}}
          keys in any case                    | w:b  | {`StringEquals`:{`H:SUB`:`w:a`}}                                    | {`StringEquals`:{`H:SUB`:[`w:a`,`w:b`]}}
          """)
  void aStatementThatFitsIsExtended(String name, String sub, String before, String after) {
    var edit = add(policy(statement(before)), sub);

    assertThat(edit.changed()).isTrue();
    assertThat(edit.policy()).isEqualTo(policy(statement(after)));
    assertThat(add(edit.policy(), sub).changed()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          both operators on the subject  | w:b   | {`StringEquals`:{`h:sub`:`w:a`},`StringLike`:{`h:sub`:`w:*`}}
          IfExists                       | w:b   | {`StringEqualsIfExists`:{`h:sub`:`w:a`}}
          ForAllValues                   | w:b   | {`ForAllValues:StringEquals`:{`h:sub`:`w:a`}}
          ForAnyValue                    | w:b   | {`ForAnyValue:StringLike`:{`h:sub`:`w:a`}}
          any letter case                | w:b   | {`StringEqualsIgnoreCase`:{`h:sub`:`w:a`}}
          another audience key           | w:b   | {`StringEquals`:{`h:sub`:`w:a`,`g:aud`:`A`}}
          a claim that is not there      | w:b   | {`StringEquals`:{`h:sub`:`w:a`,`h:azp`:`x`}}
          a number that is not there     | w:b   | {`StringEquals`:{`h:sub`:`w:a`},`NumericLessThan`:{`h:level`:`3`}}
          a date that is not there       | w:b   | {`StringEquals`:{`h:sub`:`w:a`},`DateGreaterThan`:{`h:at`:`2026-01-01T00:00:00Z`}}
          a flag that is not there       | w:b   | {`StringEquals`:{`h:sub`:`w:a`},`Bool`:{`h:email_verified`:`true`}}
          an operator in lower case      | w:b   | {`stringequals`:{`h:sub`:`w:a`}}
          another one in lower case      | w:b   | {`StringEquals`:{`h:sub`:`w:a`},`stringlike`:{`h:aud`:`A`}}
          an operator that is not known  | w:b   | {`StringEquals`:{`h:sub`:`w:a`},`Mystery`:{`aws:x`:`y`}}
          a star that is no pattern yet  | w:x/* | {`StringEquals`:{`h:sub`:[`w:a`,`w:y/*`]}}
          a question mark too            | w:x/* | {`StringEquals`:{`h:sub`:`w:a?`}}
          """)
  void aStatementIsAddedIfNoneFits(String name, String sub, String condition) {
    var before = policy(statement(condition));
    var edit = add(before, sub);

    assertThat(edit.policy().statements()).hasSize(2);
    assertThat(edit.policy().statements().getFirst().document())
        .isEqualTo(before.statements().getFirst().document());
    assertThat(allows(edit.policy(), sub.replace("*", "any"))).isTrue();
    assertThat(allows(edit.policy(), "w:y/any")).isFalse();
  }

  @Test
  void statementsOfOtherProvidersActionsAndEffectsAreNotChanged() {
    var before =
        policy(
            "{`Effect`:`Deny`,`Principal`:{`Federated`:`P`},`Action`:`sts:AssumeRoleWithWebIdentity`,"
                + "`Condition`:{`StringEquals`:{`h:sub`:`w:bad`}}}",
            "{`Effect`:`Allow`,`Principal`:{`AWS`:`arn:aws:iam::1:root`},`Action`:`sts:AssumeRole`}",
            "{`Effect`:`Allow`,`Principal`:{`Federated`:`Q`},`Action`:`sts:AssumeRoleWithWebIdentity`,"
                + "`Condition`:{`StringEquals`:{`h:sub`:`w:a`}}}",
            "{`Effect`:`Allow`,`Principal`:{`Federated`:`P`},`Action`:`sts:TagSession`,"
                + "`Condition`:{`StringEquals`:{`h:sub`:`w:a`}}}");
    var after = add(before, "w:b").policy();

    assertThat(after.statements()).hasSize(5);
    assertThat(after.statements().subList(0, 4)).isEqualTo(before.statements());
    assertThat(allows(after, "w:b")).isTrue();
  }

  @Test
  void aSingleStatementBecomesAListOnlyIfNecessary() {
    var single =
        TrustPolicy.parse(
            json("{`Id`:`x`,`Statement`:" + statement("{`StringEquals`:{`h:sub`:`w:a`}}") + "}"));

    assertThat(add(single, "w:b").policy().compact()).contains("\"Statement\":{");
    assertThat(add(single, "w:b").policy().compact()).startsWith("{\"Id\":\"x\",");
    assertThat(add(single, "w:b", Optional.of("other")).policy().compact())
        .contains("\"Statement\":[{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {`StringEquals`:{`h:sub`:`w:a`,`h:aud`:`A`}}   | w:a     | already trusted
          {`StringLike`:{`h:sub`:`w:x/*`}}               | w:x/y   | already allowed without being listed
          {`StringLike`:{`h:sub`:`w:x/*`}}               | w:x/y/* | already allowed without being listed
          {`StringLike`:{`h:sub`:`w:x/*`}}               | w:x/*   | already trusted
          {`ForAllValues:StringEquals`:{`h:sub`:`w:a`}}  | w:a     | already trusted
          {`StringNotEquals`:{`h:sub`:`w:b`}}            | w:a     | already allowed without being listed
          """)
  void aSubjectThatIsAllowedAlreadyIsNotAddedAgain(String condition, String sub, String reason) {
    var edit = add(policy(statement(condition)), sub);

    assertThat(edit.changed()).isFalse();
    assertThat(edit.reason()).startsWith(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{`StringEquals`:{`h:aud`:`A`}}",
        "{`StringEquals`:{`h:sub2`:`w:a`},`Null`:{`h:x`:`true`}}",
        "{`IpAddress`:{`aws:SourceIp`:`10.0.0.0/8`}}"
      })
  void aStatementWithoutSubjectIsAnErrorUnlessNarrowed(String condition) {
    var before = policy(statement(condition));
    if (condition.contains("sub2")) {
      assertThat(add(before, "w:a").policy().statements()).hasSize(2);
      return;
    }

    assertThat(refusal(() -> add(before, "w:a"))).isEqualTo("whole-trust-domain");
    var narrowed =
        SubjectEditor.addSub(before, target(Optional.empty()), subject("w:a"), true).policy();
    assertThat(narrowed.statements()).hasSize(1);
    assertThat(SubjectEditor.subs(narrowed)).hasSize(1);
    assertThat(allows(narrowed, "w:b")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {`Federated`:[`P`,`Q`]}                  | {`Federated`:`Q`}
          {`Federated`:`P`,`AWS`:[`111122223333`]} | {`AWS`:[`111122223333`]}
          {`Service`:`s.amazonaws.com`,`Federated`:[`P`,`Q`]} | {`Service`:`s.amazonaws.com`,`Federated`:`Q`}
          """)
  void otherPrincipalsKeepAnUneditedStatementWhenOneIsNarrowed(String principals, String others) {
    var document = "{`Sid`:`s`,`Effect`:`Allow`,`Principal`:%s,`Action`:`sts:*`%s}";
    var last =
        "{`Sid`:`sOthers`,`Effect`:`Allow`,`Principal`:{`AWS`:`1`},`Action`:`sts:AssumeRole`}";
    var before = policy(document.formatted(principals, ""), last);

    var narrowed = SubjectEditor.addSub(before, target(Optional.empty()), subject("w:a"), true);

    assertThat(narrowed.policy())
        .isEqualTo(
            policy(
                document.formatted(
                    "{`Federated`:`P`}", ",`Condition`:{`StringEquals`:{`h:sub`:`w:a`}}"),
                document.replace("`s`", "`sOthers2`").formatted(others, ""),
                last));
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{`StringEquals`:{`h:sub`:`w:a`,`h:aud`:[`x`,`y`]}}",
        "{`StringLike`:{`h:sub`:`w:a`,`h:aud`:`x*`}}",
        "{`StringLike`:{`h:sub`:`w:a`},`StringEqualsIfExists`:{`h:aud`:`x`}}",
        "{`StringLike`:{`h:sub`:`w:a`}}"
      })
  void aStatementThatAcceptsOtherAudiencesIsNotExtendedForOne(String condition) {
    var before = policy(statement(condition));

    var after = add(before, "w:b", Optional.of("x")).policy();

    assertThat(after.statements()).hasSize(2).startsWith(before.statements().getFirst());
    assertThat(SubjectGrants.of(after, target(Optional.empty()), subject("w:b")))
        .extracting(SubjectGrants.Grant::audiences)
        .containsExactly(List.of("x"));
  }

  @Test
  void aStatementThatIsNarrowedForOneAudienceAcceptsNoOther() {
    for (var condition : List.of("{`StringEquals`:{`h:aud`:[`x`,`y`]}}", "{}")) {
      var edit =
          SubjectEditor.addSub(
              policy(statement(condition)), target(Optional.of("x")), subject("w:b"), true);

      assertThat(edit.policy().statements()).hasSize(1);
      assertThat(SubjectGrants.of(edit.policy(), target(Optional.empty()), subject("w:b")))
          .extracting(SubjectGrants.Grant::audiences)
          .containsExactly(List.of("x"));
    }
  }

  @Test
  void aDenyIsReportedBeforeAnythingIsNarrowed() {
    var deny =
        "{`Effect`:`Deny`,`Principal`:{`Federated`:`P`},`Action`:`sts:AssumeRoleWithWebIdentity`,"
            + "`Condition`:{`StringEquals`:{`h:sub`:`w:a`}}}";
    var before = policy(statement("{`StringEquals`:{`h:aud`:`A`}}"), deny);

    assertThat(
            refusal(
                () -> SubjectEditor.addSub(before, target(Optional.empty()), subject("w:a"), true)))
        .isEqualTo("denied-by-statement");
  }

  @Test
  void aDenyThatHoldsIsAnErrorAndOneThatMayHoldIsNot() {
    var deny =
        "{`Effect`:`Deny`,`Principal`:{`Federated`:`P`},`Action`:`sts:AssumeRoleWithWebIdentity`,"
            + "`Condition`:%s}";
    var listed = statement("{`StringEquals`:{`h:sub`:`w:z`}}");
    var sure = policy(listed, deny.formatted("{`StringNotLike`:{`h:sub`:`w:z*`}}"));
    var perhaps = policy(listed, deny.formatted("{`NotIpAddress`:{`aws:SourceIp`:`10.0.0.0/8`}}"));

    assertThat(refusal(() -> add(sure, "w:a"))).isEqualTo("denied-by-statement");
    assertThat(add(sure, "w:z2").changed()).isTrue();
    assertThat(add(perhaps, "w:a").changed()).isTrue();
  }

  private static final String RESTRICTED =
      "{`StringEquals`:{`h:aud`:`A`,`h:sub`:`w:a`},`IpAddress`:{`aws:SourceIp`:`10.0.0.0/8`}}";

  @Test
  void aStatementThatHoldsIsPreferredToOneThatMayDeny() {
    var plain = statement("{`StringEquals`:{`h:aud`:`A`,`h:sub`:`w:z`}}");

    var edit = add(policy(statement(RESTRICTED), plain), "w:b");

    assertThat(edit.policy())
        .isEqualTo(
            policy(
                statement(RESTRICTED),
                statement("{`StringEquals`:{`h:aud`:`A`,`h:sub`:[`w:z`,`w:b`]}}")));
    assertThat(edit.reason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"w:b", "w:x/*"})
  void aStatementThatMayDenyIsExtendedWithANoteIfThereIsNoOther(String sub) {
    var edit = add(policy(statement(RESTRICTED)), sub);

    assertThat(edit.policy().statements()).hasSize(1);
    assertThat(edit.policy().compact()).contains(subject(sub).text(), "10.0.0.0/8");
    assertThat(edit.reason()).contains("may deny it", "IpAddress aws:SourceIp 10.0.0.0/8");
    var again = add(edit.policy(), sub);
    assertThat(again.changed()).isFalse();
    assertThat(again.reason()).isEqualTo(edit.reason());
  }

  @Test
  void theAudienceIsThatOfAStatementThatMayDeny() {
    var edit = add(policy(statement(RESTRICTED.replace("`A`", "`other`"))), "w:b");

    assertThat(edit.policy().statements()).hasSize(1);
    assertThat(edit.changed()).isTrue();
  }

  @Test
  void theAudienceChoosesTheStatement() {
    var usual = "{`StringEquals`:{`h:aud`:`A`,`h:sub`:`w:a`}}";
    var other = "{`StringEquals`:{`h:aud`:`other`,`h:sub`:`w:a`}}";
    var any = "{`StringEquals`:{`h:sub`:`w:a`}}";

    assertThat(edited(List.of(other, usual), Optional.empty())).isEqualTo(1);
    assertThat(edited(List.of(usual, other), Optional.of("other"))).isEqualTo(1);
    assertThat(edited(List.of(other), Optional.empty())).isEqualTo(0);
    assertThat(edited(List.of(any), Optional.of("other"))).isEqualTo(1); // a separate statement
    assertThat(edited(List.of(any), Optional.empty())).isEqualTo(0);
  }

  private static int edited(List<String> conditions, Optional<String> audience) {
    var before = policy(conditions.stream().map(SubjectEditorTest::statement).toList());
    var after = add(before, "w:b", audience).policy().statements();
    for (var i = 0; i < after.size(); i++) {
      if (after.get(i).document().toString().contains("spiffe://td/b")) {
        return i;
      }
    }
    return -1;
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

  private static PolicyEdit add(TrustPolicy policy, String sub) {
    return add(policy, sub, Optional.empty());
  }

  private static PolicyEdit add(TrustPolicy policy, String sub, Optional<String> audience) {
    return SubjectEditor.addSub(policy, target(audience), subject(sub), false);
  }

  private static PolicyEdit remove(TrustPolicy policy, String sub) {
    return SubjectEditor.removeSub(policy, target(Optional.empty()), subject(sub));
  }

  private static ProviderAudience target(Optional<String> audience) {
    return new ProviderAudience(PROVIDER, audience);
  }

  private static Subject subject(String sub) {
    return Subject.parse(json(sub));
  }

  private static boolean allows(TrustPolicy policy, String sub) {
    return TrustDecision.decide(
            policy,
            new WebIdentity(PROVIDER.text(), "h", json(sub), ProviderAudience.DEFAULT_AUDIENCE))
        .allowed();
  }

  private interface Call {
    Object run();
  }

  private static String refusal(Call call) {
    return catchThrowableOfType(ProblemException.class, call::run).problem().code();
  }

  private static String statement(String condition) {
    return "{`Sid`:`s`,`Effect`:`Allow`,`Principal`:{`Federated`:`P`},"
        + "`Action`:[`sts:AssumeRoleWithWebIdentity`],`Condition`:"
        + condition.replace("'", "`").strip()
        + "}";
  }

  private static TrustPolicy policy(String... statements) {
    return policy(List.of(statements));
  }

  private static TrustPolicy policy(List<String> statements) {
    return TrustPolicy.parse(
        json("{`Version`:`2012-10-17`,`Statement`:[" + String.join(",", statements) + "],`X`:1}"));
  }

  private static String json(String text) {
    return text.replace("`P`", "`" + PROVIDER + "`")
        .replace("`Q`", "`arn:aws:iam::123456789012:oidc-provider/q`")
        .replace("`A`", "`" + ProviderAudience.DEFAULT_AUDIENCE + "`")
        .replace("`A*`", "`sts.*`")
        .replace("w:", "spiffe://td/")
        .replace('`', '"');
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
