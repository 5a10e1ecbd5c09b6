package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectToTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          oidc.example.org:443:127.0.0.1:8443            | oidc.example.org | 443  | 127.0.0.1 | 8443
          oidc.example.org:443:127.0.0.1:8443            | OIDC.example.org | 443  | 127.0.0.1 | 8443
          a.example:443:127.0.0.1:1, b.example:443::2    | a.example        | 443  | 127.0.0.1 | 1
          ::127.0.0.1:8443                               | any.example      | 9443 | 127.0.0.1 | 8443
          a.example::127.0.0.1:                          | a.example        | 9443 | 127.0.0.1 | 9443
          a.example:443:[::1]:8443                       | a.example        | 443  | ::1       | 8443
          """)
  void matchingRuleReplacesTheAddress(String rules, String host, int port, String to, int toPort) {
    assertThat(ConnectTo.parse(rules).address(host, port))
        .isEqualTo(new InetSocketAddress(to, toPort));
  }

  @ParameterizedTest
  @CsvSource({"other.example,443", "oidc.example.org,8443"})
  void otherHostsAndPortsKeepTheirAddress(String host, int port) {
    assertThat(ConnectTo.parse("oidc.example.org:443:127.0.0.1:8443").redirection(host, port))
        .isEmpty();
  }

  @Test
  void emptyTextHasNoRules() {
    assertThat(ConnectTo.parse(" ").redirection("oidc.example.org", 443)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"oidc.example.org", "a:443:b", "a:443:b:x", "a:99999:b:1", "a:0:b:1", "a:1:b:2,"})
  void malformedRuleIsRejected(String text) {
    assertThatThrownBy(() -> ConnectTo.parse(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("expected HOST:PORT:ADDRESS:PORT");
  }
}
