package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of `trust add-sub` and `trust remove-sub`: policies before and after. `P` is the
/// provider's ARN, `h` its host, `A` the default audience, and `w:` is `spiffe://td/`.
class SubjectEditorTest extends EditedPolicy {
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
}
