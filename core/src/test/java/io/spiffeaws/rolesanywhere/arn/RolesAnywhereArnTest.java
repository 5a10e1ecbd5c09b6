package io.spiffeaws.rolesanywhere.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.sts.RoleArn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolesAnywhereArnTest {
  private static final String ANCHOR =
      "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001";
  private static final String PROFILE =
      "arn:aws:rolesanywhere:eu-west-1:123456789012:profile/bbbbbbbb-0000-4000-8000-000000000001";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ANCHOR,
        "arn:aws-cn:rolesanywhere:cn-north-1:123456789012:trust-anchor/a",
        "arn:aws-us-gov:rolesanywhere:us-gov-west-1:123456789012:trust-anchor/a"
      })
  void readsWhatItWrites(String arn) {
    assertThat(RolesAnywhereArn.parse(arn, RolesAnywhereArn.Type.TRUST_ANCHOR).toString())
        .isEqualTo(arn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "arn:aws:iam::123456789012:role/x",
        PROFILE,
        "arn:aws:rolesanywhere::123456789012:trust-anchor/a",
        "arn:aws:rolesanywhere:eu-west-1::trust-anchor/a",
        "arn:aws:rolesanywhere:eu-west-1:12345678901:trust-anchor/a",
        "arn:aws:rolesanywhere:eu-west-1:1234-5678-9012:trust-anchor/a",
        "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/",
        "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a/b",
        "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a\n",
        "arn:aws:rolesanywhere:EU-WEST-1:123456789012:trust-anchor/a",
        "arn:aws:rolesanywhere:x.example.com:123456789012:trust-anchor/a",
        "arn:aws:rolesanywhere:-:123456789012:trust-anchor/a",
        "arn:aws:rolesanywhere:cn-north-1:123456789012:trust-anchor/a",
        "arn:aws-cn:rolesanywhere:eu-west-1:123456789012:trust-anchor/a"
      })
  void anythingElseIsRejected(String arn) {
    assertThatThrownBy(() -> RolesAnywhereArn.parse(arn, RolesAnywhereArn.Type.TRUST_ANCHOR))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:rolesanywhere:eu-west-2:123456789012:profile/b, region",
    "arn:aws:rolesanywhere:eu-west-1:210987654321:profile/b, account"
  })
  void profileIsOfTheSameRegionAndAccount(String profile, String what) {
    assertThatThrownBy(() -> target(profile)).hasMessageStartingWith("the " + what);
  }

  @Test
  void roleIsOfTheSameAccount() {
    target(PROFILE).check(RoleArn.parse("arn:aws:iam::123456789012:role/x"));
    assertThatThrownBy(
            () -> target(PROFILE).check(RoleArn.parse("arn:aws:iam::210987654321:role/x")))
        .hasMessageContaining("not in the account");
  }

  private static RolesAnywhereTarget target(String profile) {
    return new RolesAnywhereTarget(
        RolesAnywhereArn.parse(ANCHOR, RolesAnywhereArn.Type.TRUST_ANCHOR),
        RolesAnywhereArn.parse(profile, RolesAnywhereArn.Type.PROFILE));
  }
}
