package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectsTest {
  @ParameterizedTest
  @CsvSource({
    "issuer_tls issuer_ca, issuer_tls",
    "issuer_tls issuer_ca token_key exchange, issuer_tls",
    "token_iss issuer provider trust exchange, token_iss",
    "clock token_exp exchange, clock",
    "role exchange, role",
    "trust duration exchange, trust duration",
    "exchange, exchange",
    "agent entry, agent",
    "clock issuer_tls token_exp exchange, clock",
    "issuer_ca thumbprint exchange, issuer_ca",
    "issuer_jwks_tls issuer_jwks_ca thumbprint, issuer_jwks_tls",
    "token_iss issuer_url issuer_discovery issuer, token_iss",
    "thumbprint exchange, thumbprint",
    "exchange s3, exchange",
    "clock svid_time exchange, clock",
    "svid_chain anchor_ca exchange, svid_chain",
    "anchor trust exchange, anchor",
    "svid_tag trust exchange, svid_tag",
    "profile_role exchange, profile_role",
    "endpoint exchange, endpoint"
  })
  void checkThatAnotherOneExplainsIsSkipped(String failed, String causes) {
    assertThat(
            Effects.of(failed(failed)).stream()
                .filter(Check::failed)
                .map(Check::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(causes);
  }

  @Test
  void effectNamesTheFirstCause() {
    assertThat(Effects.of(failed("token_iss issuer provider trust")))
        .extracting(Check::detail)
        .containsExactly(
            "bad", "because of token_iss", "because of token_iss", "because of token_iss");
  }

  @Test
  void passedCheckIsNotChanged() {
    var checks = List.of(Check.bad("token_iss", "bad", ""), Check.good("provider", "there"));
    assertThat(Effects.of(checks)).isEqualTo(checks);
  }

  private static List<Check> failed(String names) {
    return Arrays.stream(names.split(" ")).map(name -> Check.bad(name, "bad", "hint")).toList();
  }
}
