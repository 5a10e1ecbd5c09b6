package io.spiffeaws.chain.manifest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The block `roles_anywhere`, and the ways of roles.
class RolesAnywhereReaderTest extends ReadManifest {
  private static final String BLOCK = "roles_anywhere: {anchor: spire, profile: apps}\n";
  private static final String ISSUER = "issuer: https://o.org\n";

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of(ISSUER, "{name: r}", Set.of(RoleWay.WEB_IDENTITY)),
        Arguments.of(BLOCK, "{name: r}", Set.of(RoleWay.ROLES_ANYWHERE)),
        Arguments.of(BLOCK, "r", Set.of(RoleWay.ROLES_ANYWHERE)),
        Arguments.of(BLOCK, "{name: r, ways: [roles_anywhere]}", Set.of(RoleWay.ROLES_ANYWHERE)),
        Arguments.of(
            ISSUER + BLOCK, "{name: r, ways: [web_identity]}", Set.of(RoleWay.WEB_IDENTITY)),
        Arguments.of(
            ISSUER + BLOCK,
            "{name: r, ways: [roles_anywhere, web_identity, roles_anywhere]}",
            Set.of(RoleWay.values())),
        Arguments.of(
            ISSUER + BLOCK + "defaults: {role: {ways: [roles_anywhere]}}\n",
            "r",
            Set.of(RoleWay.ROLES_ANYWHERE)),
        Arguments.of(
            ISSUER + BLOCK + "defaults: {role: {ways: [roles_anywhere]}}\n",
            "{name: r, ways: [web_identity]}",
            Set.of(RoleWay.WEB_IDENTITY)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void readsTheWaysOfARole(String head, String role, Set<RoleWay> ways) {
    var read = read(chain(head, role));
    assertThat(read.roles()).singleElement().extracting(ManifestRole::ways).isEqualTo(ways);
    assertThat(read(ManifestYaml.write(read)).roles())
        .singleElement()
        .extracting(ManifestRole::ways)
        .isEqualTo(ways);
  }

  @Test
  void readsTheBlock() {
    assertThat(read(chain(BLOCK, "r")).rolesAnywhere())
        .hasValue(new ManifestRolesAnywhere("spire", "apps", false, Duration.ofHours(1)));
    assertThat(
            read(chain(
                    "roles_anywhere: {anchor: A b, profile: c_d-1, accept_session_name: true, duration: 30m}\n",
                    "r"))
                .rolesAnywhere())
        .hasValue(new ManifestRolesAnywhere("A b", "c_d-1", true, Duration.ofMinutes(30)));
    assertThat(read("trust_domain: a\n" + BLOCK + "workloads: []").rolesAnywhere()).isPresent();
  }

  @Test
  void writesWhatItReads() {
    var text =
        chain(
            ISSUER
                + "roles_anywhere: {anchor: a, profile: b, accept_session_name: true, duration: 2h}\n"
                + "defaults: {role: {audience: x, session_tags: true, max_session_duration: 3h}}\n",
            "{name: r, ways: [roles_anywhere]}");
    var read = read(text);
    assertThat(read.roles().getFirst().settings().audience()).isEmpty();
    assertThat(read.roles().getFirst().settings().sessionTags()).isEmpty();
    var again = read(ManifestYaml.write(read));
    assertThat(ManifestYaml.write(again)).isEqualTo(ManifestYaml.write(read));
    assertThat(again.rolesAnywhere()).isEqualTo(read.rolesAnywhere());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "roles_anywhere:\n",
            "r",
            "2:16: expected a mapping such as {anchor: NAME, profile: NAME}"),
        Arguments.of(
            "roles_anywhere: {anchor: a}\n",
            "r",
            "2:17: expected profile, the name of the profile, found none"),
        Arguments.of(
            "roles_anywhere: {profile: a}\n",
            "r",
            "2:17: expected anchor, the name of the trust anchor, found none"),
        Arguments.of(
            "roles_anywhere: {anchor: a.b, profile: b}\n",
            "r",
            "2:26: expected a name of 1 to 255 letters, digits, spaces, hyphens or underscores, found \"a.b\""),
        Arguments.of(
            "roles_anywhere: {anchor: ' ', profile: b}\n",
            "r",
            "2:26: expected a name of 1 to 255"),
        Arguments.of(
            "roles_anywhere: {anchor: a, profile: b, region: c}\n",
            "r",
            "2:41: expected one of anchor, profile, accept_session_name, duration, found \"region\""),
        Arguments.of(
            "roles_anywhere: {anchor: a, profile: b, duration: 14m}\n",
            "r",
            "2:51: expected a duration from 15m to 12h, found \"14m\""),
        Arguments.of(
            "roles_anywhere: {anchor: a, profile: b, duration: 13h}\n",
            "r",
            "2:51: expected a duration from 15m to 12h, found \"13h\""),
        Arguments.of(
            "roles_anywhere: {anchor: a, profile: b, accept_session_name: maybe}\n",
            "r",
            "2:62: expected true or false, found \"maybe\""),
        Arguments.of(
            "roles_anywhere: {anchor: a, profile: b, duration: 2h}\n",
            "{name: r}",
            "4:53: expected a max_session_duration of at least 2h for role r, the duration of roles_anywhere, found 1h"),
        Arguments.of(
            "",
            "r",
            "3:53: expected an issuer or roles_anywhere at the top level, since a workload has a role, found none"),
        Arguments.of(
            ISSUER + BLOCK,
            "{name: r}",
            "5:53: expected ways of role r, here or in defaults, since the chain has both an issuer and roles_anywhere, found none"),
        Arguments.of(
            BLOCK,
            "{name: r, ways: [web_identity]}",
            "4:53: expected an issuer at the top level, since role r has the way web_identity, found none"),
        Arguments.of(
            ISSUER,
            "{name: r, ways: [web_identity, roles_anywhere]}",
            "4:53: expected roles_anywhere at the top level, since role r has the way roles_anywhere, found none"),
        Arguments.of(
            BLOCK,
            "{name: r, ways: [x509]}",
            "4:70: expected a way: web_identity or roles_anywhere, found \"x509\""),
        Arguments.of(
            BLOCK,
            "{name: r, ways: []}",
            "4:69: expected a list of ways: web_identity or roles_anywhere, or both, found none"),
        Arguments.of(
            BLOCK,
            "{name: r, ways: roles_anywhere}",
            "4:69: expected a list of ways: web_identity or roles_anywhere, or both, found \"roles_anywhere\""),
        Arguments.of(
            BLOCK,
            "{name: r, audience: a}",
            "4:53: expected a role with the way web_identity for audience, found role r without it"),
        Arguments.of(
            BLOCK,
            "{name: r, session_tags: true}",
            "4:53: expected a role with the way web_identity for session_tags, found role r without it"),
        Arguments.of(
            BLOCK + "provider: {}\n",
            "r",
            "3:11: expected an issuer for the provider, found none"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void reportsThePositionAndWhatIsExpected(String head, String role, String message) {
    assertThat(problem(chain(head, role)).message()).startsWith("chain.yaml:" + message);
  }

  @Test
  void rejectsAnIdThatFitsNoSessionTag() {
    var id = "/" + "a".repeat(256 - "spiffe://example.org/".length());
    assertThat(read(chain(BLOCK, "r").replace("/a,", id + ",")).roles()).hasSize(1);
    assertThat(problem(chain(BLOCK, "r").replace("/a,", id + "b,")).message())
        .endsWith(
            "expected IDs of at most 256 characters for roles_anywhere, the limit of a session tag, found 257 characters");
    assertThat(read(chain(ISSUER, "r").replace("/a,", id + "b,")).roles()).hasSize(1);
  }

  @Test
  void rejectsMoreRolesThanAProfileHas() {
    var workloads =
        IntStream.rangeClosed(1, 251)
            .mapToObj(
                i -> "  - {id: /a%d, parent_id: /h, selectors: [a:b], role: r%d}\n".formatted(i, i))
            .collect(joining());
    assertThat(
            problem("trust_domain: example.org\n" + BLOCK + "workloads:\n" + workloads).message())
        .isEqualTo(
            "chain.yaml:2:17: expected at most 250 roles with the way roles_anywhere, the limit of a profile, found 251");
  }

  private static String chain(String head, String role) {
    return "trust_domain: example.org\n"
        + head
        + "workloads:\n  - {id: /a, parent_id: /h, selectors: [a:b], role: "
        + role
        + "}\n";
  }
}
