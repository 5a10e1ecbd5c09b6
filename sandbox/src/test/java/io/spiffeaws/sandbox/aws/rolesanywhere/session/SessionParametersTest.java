package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionParametersTest {
  private static final String ANCHOR = "arn:aws:rolesanywhere:us-east-1:1:trust-anchor/a";
  private static final String PROFILE = "arn:aws:rolesanywhere:us-east-1:1:profile/p";
  private static final String ROLE = "arn:aws:iam::1:role/r";
  private static final String BODY =
      """
      {"trustAnchorArn":"%s","profileArn":"%s","roleArn":"%s","durationSeconds":900,
       "roleSessionName":"ab"}\
      """
          .formatted(ANCHOR, PROFILE, ROLE);

  @Test
  void theArnsMayBeInTheQueryOrInTheBody() {
    var query = "trustAnchorArn=%s&profileArn=%s&roleArn=%s".formatted(ANCHOR, PROFILE, ROLE);

    for (var read : new SessionParameters[] {read("", BODY), read(query, "{}"), read(query, "")}) {
      assertThat(read.trustAnchorArn()).isEqualTo(ANCHOR);
      assertThat(read.profileArn()).isEqualTo(PROFILE);
      assertThat(read.roleArn()).isEqualTo(ROLE);
    }
    assertThat(read("", BODY).seconds()).contains(900);
    assertThat(read("", BODY).name()).contains("ab");
  }

  @ParameterizedTest
  @CsvSource({
    "trustAnchorArn, x, 'trustAnchorArn'",
    "profile/p, x, 'profileArn'",
    "role/r, user/r, 'roleArn'",
    "900, 899, 'durationSeconds'",
    "900, 43201, 'durationSeconds'",
    "ab, a, 'roleSessionName'",
    "ab, a b, 'roleSessionName'"
  })
  void anInvalidParameterIsRefused(String text, String replacement, String named) {
    assertThatThrownBy(() -> read("", BODY.replace(text, replacement)))
        .hasMessageContaining(named.replace("'", ""));
  }

  @Test
  void aBodyThatIsNotAnObjectIsRefused() {
    for (var body : new String[] {"[]", "{", BODY.replace("900", "\"900\"")}) {
      assertThatThrownBy(() -> read("", body)).isInstanceOf(RuntimeException.class);
    }
  }

  private static SessionParameters read(String query, String body) {
    return SessionParameters.read(
        Parameters.parse(query), JsonInput.parse(body.getBytes(StandardCharsets.UTF_8)));
  }
}
