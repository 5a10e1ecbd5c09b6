package io.spiffeaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final URI STS = URI.create("https://sts.eu-west-1.amazonaws.com");

  private static Proxy way(Map<String, String> environment, URI address) {
    return new Proxies(name -> Optional.ofNullable(environment.get(name))).to(address);
  }

  @Test
  void withoutVariablesTheWayIsDirect() {
    assertThat(way(Map.of(), STS)).isEqualTo(Proxy.NO_PROXY);
    assertThat(way(Map.of("HTTP_PROXY", "http://p:1"), STS)).isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY,http://proxy:3128,proxy,3128",
    "https_proxy,proxy:3128,proxy,3128",
    "HTTPS_PROXY,http://proxy,proxy,80",
    "HTTPS_PROXY,http://user:secret@proxy:8080/,proxy,8080"
  })
  void aProxyIsGoneThrough(String variable, String value, String host, int port) {
    var address = (InetSocketAddress) way(Map.of(variable, value), STS).address();
    assertThat(address.getHostString()).isEqualTo(host);
    assertThat(address.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "sts.eu-west-1.amazonaws.com",
        "amazonaws.com",
        ".AMAZONAWS.com",
        "*.amazonaws.com",
        "other, amazonaws.com"
      })
  void whatIsExemptIsReachedDirectly(String exempt) {
    assertThat(way(Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", exempt), STS))
        .isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aws.com", "eu-west-1", "sts", "example.org"})
  void whatIsNotExemptIsNot(String exempt) {
    assertThat(way(Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", exempt), STS))
        .isNotEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://proxy:1", "http://", "http://a b", "https://proxy:443"})
  void whatIsNoAddressOfAProxyIsSaidAndNotShown(String value) {
    assertThatThrownBy(() -> way(Map.of("HTTPS_PROXY", value), STS))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("malformed-proxy");
              assertThat(e.problem().message()).contains("HTTPS_PROXY").doesNotContain(value);
            });
  }
}
