package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileEndpointsTest {
  @TempDir private Path home;

  @Test
  void profileHasAUrlForAllServicesAndForEachService() throws IOException {
    config(
        """
        [default]
        endpoint_url = https://of-default.example

        [profile dev]
        region = eu-west-1   # near
        services = dev-services
        ca_bundle = /etc/corp.pem
        retry_mode = adaptive
        aws_secret_access_key = kept-out
        ENDPOINT_URL = https://all.example

        [services dev-services]
        s3 =
          endpoint_url = http://localhost:9000 # nested
          addressing_style = path
        iam =
          endpoint_url=https://iam.example
        [services other]
        sts =
          endpoint_url = https://elsewhere.example
        """);

    assertThat(read("dev"))
        .isEqualTo(
            new ProfileEndpoints(
                Optional.of("eu-west-1"),
                Map.of(
                    "", "https://all.example",
                    "s3", "http://localhost:9000",
                    "iam", "https://iam.example"),
                Optional.of("/etc/corp.pem"),
                Map.of("retry_mode", "adaptive")));
    assertThat(read("default").urls()).isEqualTo(Map.of("", "https://of-default.example"));
    assertThat(read("none")).isEqualTo(ProfileEndpoints.NONE);
  }

  @Test
  void sectionsWithTheSameNameAreMergedAndTheLaterLineCounts() throws IOException {
    config(
        """
        [profile a]
        endpoint_url = https://first.example
        [profile "a"]
        endpoint_url = https://second.example
        """);

    assertThat(read("a").urls()).containsEntry("", "https://second.example");
  }

  @Test
  void credentialsFileOverridesTheConfigFile() throws IOException {
    config("[profile a]\nendpoint_url = https://config.example\nregion = eu-west-1\n");
    Files.writeString(
        home.resolve(".aws/credentials"), "[a]\nendpoint_url = https://credentials.example\n");

    assertThat(read("a").urls()).containsEntry("", "https://credentials.example");
    assertThat(read("a").region()).contains("eu-west-1");
  }

  @Test
  void profileCanIgnoreItsUrls() throws IOException {
    config(
        "[profile a]\nendpoint_url = https://x.example\nignore_configured_endpoint_urls = true\n");

    assertThat(read("a").urls()).isEmpty();
  }

  @Test
  void thereIsNoProfileWithoutHome() {
    assertThat(ProfileEndpoints.read(Map.of(), home, "default")).isEqualTo(ProfileEndpoints.NONE);
  }

  private void config(String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), text);
  }

  private ProfileEndpoints read(String profile) {
    return ProfileEndpoints.read(Map.of("HOME", home.toString()), home, profile);
  }
}
