package io.spiffeaws.render.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
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
  void anIssuersDocumentsStandBelowItsPath(String issuer, String host, String path, String keys) {
    var url = IssuerUrl.parse(issuer);
    assertThat(IssuerPlace.of(url)).isEqualTo(new IssuerPlace(host, path));
    assertThat(IssuerPlace.keysUrl(url)).isEqualTo(keys);
    assertThat(IssuerPlace.of(url).discoveryPath())
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
  void nothingElseIsAServersAddress(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text, 8081)).isInstanceOf(ProblemException.class);
  }
}
