package io.spiffeaws.render.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  @ParameterizedTest
  @CsvSource({
    "https://oidc.example.org,      oidc.example.org, '',    https://oidc.example.org/keys",
    "https://oidc.example.org/,     oidc.example.org, '',    https://oidc.example.org/keys",
    "https://oidc.example.org/td1,  oidc.example.org, /td1,  https://oidc.example.org/td1/keys",
    "https://oidc.example.org/a/b/, oidc.example.org, /a/b,  https://oidc.example.org/a/b/keys",
    "https://127.0.0.1:8443,        127.0.0.1,        '',    https://127.0.0.1:8443/keys"
  })
  void anIssuersDocumentsAreBelowItsPath(String issuer, String host, String path, String keys) {
    var url = IssuerUrl.parse(issuer);
    assertThat(IssuerLocation.of(url)).isEqualTo(new IssuerLocation(host, path));
    assertThat(IssuerLocation.keysUrl(url)).isEqualTo(keys);
    assertThat(IssuerLocation.of(url).discoveryPath())
        .isEqualTo(path + "/.well-known/openid-configuration");
  }

  @ParameterizedTest
  @CsvSource({
    "spire.example.org, spire.example.org, 8081",
    "10.0.0.1:443,      10.0.0.1,          443",
    "[2001:db8::1]:1,   2001:db8::1,       1",
    "[2001:db8::1],     2001:db8::1,       8081"
  })
  void aServerHasAHostAndAPort(String text, String host, int port) {
    assertThat(HostAndPort.parse(text, 8081)).isEqualTo(new HostAndPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "a:", "a:0", "a:65536", "a:99999999999", "a b", "2001:db8::1"})
  void rejectsOtherServerAddresses(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text, 8081)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/run/api.sock, /run/api.sock",
    "unix:///run/api.sock, /run/api.sock",
    "unix:/run/api.sock, /run/api.sock"
  })
  void aSocketIsAPathInEveryForm(String text, String path) {
    assertThat(ConfPath.socket(text)).isEqualTo(path);
    assertThat(new ProviderListener.Socket(text).path()).isEqualTo(path);
    assertThat(new ProviderKeys.ServerApi(text).socket()).isEqualTo(path);
    assertThat(new ProviderKeys.WorkloadApi(text, "example.org").socket()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tcp://127.0.0.1:8081", "tcp:8081", "unix://run", "http://a/b"})
  void rejectsOtherSockets(String text) {
    assertThatThrownBy(() -> ConfPath.socket(text)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {":8080", "127.0.0.1:80", "[::1]:80", "localhost:65535"})
  void acceptsAListenAddress(String text) {
    assertThat(new ProviderListener.Plain(text).address()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8080", ":", ":0", ":65536", "::1:80", "http://a:80", "a b:80"})
  void rejectsOtherListenAddresses(String text) {
    assertThatThrownBy(() -> new ProviderListener.Plain(text)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void rejectsInvalidPorts(int port) {
    assertThatThrownBy(() -> Port.check(port)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::", "2001:db8::1"})
  void acceptsABindAddress(String address) {
    SpireServerConf.checkAddress(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0", "10.0.0.1:8081", "[::1]", "1.2.3.4/8", "256.1.1.1"})
  void rejectsOtherBindAddresses(String address) {
    assertThatThrownBy(() -> SpireServerConf.checkAddress(address))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void theProvidersDomainIsInLowerCase() {
    assertThat(provider("https://OIDC.example.org/TD").file().text())
        .containsPattern("domains\\s+= \\[\"oidc.example.org\"]")
        .contains("\"https://OIDC.example.org/TD\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1", "https://[::1]/a"})
  void rejectsAnIssuerWithAnIpAddress(String issuer) {
    assertThatThrownBy(() -> provider(issuer)).isInstanceOf(ProblemException.class);
  }

  private static OidcProviderConf provider(String issuer) {
    return new OidcProviderConf(
        IssuerUrl.parse(issuer),
        new ProviderListener.Plain(":8080"),
        new ProviderKeys.ServerApi("/run/api.sock"),
        8008);
  }
}
