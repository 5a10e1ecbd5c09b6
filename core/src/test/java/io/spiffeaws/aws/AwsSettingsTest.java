package io.spiffeaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.http.Proxies;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sts.example.org",
        "http://localhost:4566",
        "http://127.0.0.1:4566",
        "http://127.8.8.8",
        "http://[::1]:9000"
      })
  void acceptsHttpsAndLoopback(String endpoint) {
    assertThat(settings(endpoint, false).endpoint("sts")).contains(URI.create(endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "http://10.0.0.1:4566",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org"
      })
  void rejectsOtherPlainHttpUnlessAllowed(String endpoint) {
    assertThatThrownBy(() -> settings(endpoint, false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("unencrypted");
    assertThat(settings(endpoint, true).endpoint("sts")).isPresent();
  }

  @Test
  void calledHostHasTheSettingOfItsEndpoint() {
    var all = URI.create("https://all.example.org:8443");
    var settings =
        new AwsSettings(
            Optional.empty(),
            Map.of("", all, "sts", all),
            Map.of("", "AWS_ENDPOINT_URL", "sts", "AWS_ENDPOINT_URL_STS"),
            Optional.empty(),
            Optional.empty(),
            false,
            Duration.ofSeconds(5),
            Proxies.NONE,
            Optional.empty(),
            KeySource.NONE,
            Map.of());

    assertThat(settings.called("sts", all))
        .isEqualTo(new CalledHost("all.example.org:8443", Optional.of("AWS_ENDPOINT_URL_STS")));
    assertThat(settings.called("iam", all).setting()).contains("AWS_ENDPOINT_URL");
    assertThat(settings(Map.of(), false).called("sts", all).setting()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org", "example.org", "https:///x", "mailto:a@b"})
  void rejectsAnInvalidEndpoint(String endpoint) {
    assertThatThrownBy(() -> settings(endpoint, true)).hasMessageContaining("invalid endpoint");
  }

  @Test
  void endpointOfAServiceOverridesThatForAll() {
    var all = URI.create("https://all.example.org");
    var own = URI.create("https://sts.example.org");
    var settings = settings(Map.of("", all, "sts", own), false);

    assertThat(settings.endpoint("sts")).contains(own);
    assertThat(settings.endpoint("iam")).contains(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "us-iso-east-1", "local", "a1"})
  void acceptsRegionNames(String region) {
    assertThat(inRegion(region).region()).contains(region);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:18443/x",
        "evil.example",
        "x@evil",
        "EU-west-1",
        "eu--west",
        "-eu",
        "eu-",
        "",
        "eu west",
        "eu-west-1\n",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void rejectsARegionThatIsNotPartOfAHostName(String region) {
    assertThatThrownBy(() -> inRegion(region))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("invalid region");
  }

  private static AwsSettings inRegion(String region) {
    return new AwsSettings(
        Optional.of(region),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10));
  }

  private static AwsSettings settings(String endpoint, boolean allowHttp) {
    return settings(Map.of("sts", URI.create(endpoint)), allowHttp);
  }

  private static AwsSettings settings(Map<String, URI> endpoints, boolean allowHttp) {
    return new AwsSettings(
        Optional.empty(),
        endpoints,
        Optional.empty(),
        Optional.empty(),
        allowHttp,
        Duration.ofSeconds(10));
  }
}
