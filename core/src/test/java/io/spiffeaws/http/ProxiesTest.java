package io.spiffeaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final URI STS = URI.create("https://sts.eu-west-1.amazonaws.com");

  private static Optional<ProxyServer> way(Map<String, String> environment, URI address) {
    return new Proxies(name -> Optional.ofNullable(environment.get(name))).to(address);
  }

  @Test
  void connectsDirectlyWithoutVariables() {
    assertThat(way(Map.of(), STS)).isEmpty();
    assertThat(way(Map.of("HTTP_PROXY", "http://p:1"), STS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY,http://proxy:3128,proxy,3128",
    "https_proxy,proxy:3128,proxy,3128",
    "HTTPS_PROXY,http://proxy,proxy,80",
    "HTTPS_PROXY,http://user:secret@proxy:8080/,proxy,8080"
  })
  void usesTheProxyOfAVariable(String variable, String value, String host, int port) {
    var proxy = way(Map.of(variable, value), STS).orElseThrow();
    assertThat(proxy.host()).isEqualTo(host);
    assertThat(proxy.port()).isEqualTo(port);
    assertThat(proxy).hasToString(host + ":" + port + " (" + variable + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "sts.eu-west-1.amazonaws.com",
        "amazonaws.com",
        ".AMAZONAWS.com",
        "*.amazonaws.com",
        "other, amazonaws.com",
        "sts.eu-west-1.amazonaws.com:443",
        ".amazonaws.com:443"
      })
  void connectsDirectlyToAnExemptHost(String exempt) {
    assertThat(way(Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", exempt), STS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aws.com",
        "eu-west-1",
        "sts",
        "example.org",
        "amazonaws.com:8443",
        "10.0.0.0/8"
      })
  void usesTheProxyForAHostThatIsNotExempt(String exempt) {
    assertThat(way(Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", exempt), STS)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://proxy:1", "http://", "http://a b", "https://proxy:443"})
  void reportsAnInvalidProxyWithoutItsValue(String value) {
    assertThatThrownBy(() -> way(Map.of("HTTPS_PROXY", value), STS))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("malformed-proxy");
              assertThat(e.problem().message()).contains("HTTPS_PROXY").doesNotContain(value);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "https://me:s3cret@proxy:443, https proxies are not supported",
    "socks5://me:s3cret@proxy, socks5 proxies are not supported",
    "socks5h://proxy:1080, socks5h proxies are not supported",
    "SOCKS4://proxy:1080, SOCKS4 proxies are not supported",
    "ftp://proxy:21, expected an HTTP proxy"
  })
  void reportsAnotherKindOfProxy(String value, String fault) {
    assertThatThrownBy(() -> way(Map.of("https_proxy", value), STS))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().message())
                    .startsWith("invalid value of https_proxy: " + fault)
                    .doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.1.2.3,10.0.0.0/8,true",
    "https://11.1.2.3,10.0.0.0/8,false",
    "https://10.1.2.3,10.1.2.3,true",
    "https://10.1.2.3:8443,10.1.2.3:8443,true",
    "https://10.1.2.3,10.1.2.3:8443,false",
    "https://[fd00::1],fd00::/8,true",
    "https://[fd00::1],fd00::1,true",
    "https://[fd00::1],[fd00:0::1],true",
    "https://[fd00::1]:8443,[fd00::1]:8443,true",
    "https://[fd00::1],10.0.0.0/8,false",
    "https://10.1.2.3,10.0.0.0/99,false",
    "https://10.1.2.3,0.0.0.0/0,true"
  })
  void addressIsExemptByAddressOrBlock(String address, String exempt, boolean direct) {
    var environment = Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", exempt);
    assertThat(way(environment, URI.create(address)).isEmpty()).isEqualTo(direct);
  }

  @Test
  void eachSchemeHasItsOwnVariable() {
    var environment = Map.of("HTTP_PROXY", "plain:1", "HTTPS_PROXY", "secure:2");
    assertThat(way(environment, URI.create("http://iam.example.org")).orElseThrow().host())
        .isEqualTo("plain");
    assertThat(way(environment, STS).orElseThrow().host()).isEqualTo("secure");
  }

  @Test
  void decodesUserAndPasswordAndNeverPrintsThem() {
    var proxy = way(Map.of("HTTPS_PROXY", "http://a%40b:p%3As+s@proxy:1"), STS).orElseThrow();
    var login = proxy.login().orElseThrow();
    assertThat(login.user()).isEqualTo("a@b");
    assertThat(login.password().reveal()).isEqualTo("p:s+s");
    assertThat(login.basic().reveal()).isEqualTo("Basic YUBiOnA6cytz");
    assertThat(proxy.toString() + login).doesNotContain("p:s+s");
  }
}
