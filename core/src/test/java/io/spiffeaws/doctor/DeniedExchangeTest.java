package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeniedExchangeTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/s3-app";

  /// The form of an event of AWS, with a provider and a subject that contain colons.
  private static final String EVENT =
      """
      {"userIdentity":{"type":"WebIdentityUser",
        "principalId":"arn:aws:iam::123456789012:oidc-provider/o.example.org:sts.amazonaws.com:spiffe://e.org/a",
        "userName":"spiffe://e.org/a",
        "identityProvider":"arn:aws:iam::123456789012:oidc-provider/o.example.org"},
       "eventTime":"2026-11-08T15:09:08Z","errorCode":"AccessDenied",
       "errorMessage":"An unknown error occurred",
       "requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/s3-app"},
       "responseElements":null}
      """;

  @Test
  void eventShowsTheTokenThatAwsSaw() {
    assertThat(DeniedExchange.of(event(EVENT), ROLE))
        .contains(
            new DeniedExchange(
                Instant.parse("2026-11-08T15:09:08Z"),
                "spiffe://e.org/a",
                "sts.amazonaws.com",
                "arn:aws:iam::123456789012:oidc-provider/o.example.org",
                "AccessDenied",
                "An unknown error occurred"));
  }

  @ParameterizedTest
  @CsvSource({
    "\"errorCode\", \"other\"",
    "role/s3-app, role/other",
    "2026-11-08T, 2026-11-08",
    "\"requestParameters\":{, \"requestParameters\":[{"
  })
  void otherEventsAreNotDeniedExchangesOfTheRole(String part, String instead) {
    var text = EVENT.replace(part, instead);
    var changed = instead.endsWith("[{") ? text.replace("s3-app\"},", "s3-app\"}],") : text;

    assertThat(DeniedExchange.of(event(changed), ROLE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\"principalId\", \"other\"",
    ":sts.amazonaws.com:spiffe, :spiffe",
    "\"userIdentity\", \"other\""
  })
  void audienceIsEmptyIfThePrincipalHasAnotherForm(String part, String instead) {
    assertThat(DeniedExchange.of(event(EVENT.replace(part, instead)), ROLE))
        .get()
        .extracting(DeniedExchange::audience)
        .isEqualTo("");
  }

  private static Json.Obj event(String text) {
    return (Json.Obj) JsonText.parse(text, "event");
  }
}
