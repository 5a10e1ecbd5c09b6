package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements that deny the subject, or may deny it.
class SubjectDenialTest extends EditedPolicy {
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
}
