package io.spiffeaws.chain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.json.JsonText;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.CreateRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestReaderTest extends ReadManifest {
  @Test
  void readsEveryForm() {
    var manifest = read(GOOD);
    assertThat(manifest.name()).isEqualTo("payments");
    assertThat(manifest.provider().orElseThrow().audiences())
        .containsExactly("sts.amazonaws.com", "other");
    assertThat(manifest.workloads().stream().map(each -> each.spiffeId().path()))
        .containsExactly(
            "/s3-app",
            "/worker",
            "/ns/prod/app/a",
            "/ns/prod/app/b",
            "/csv/one",
            "/csv/two",
            "/plain/x");
    var first = manifest.workloads().getFirst();
    assertThat(first.key().parentId()).hasToString("spiffe://example.org/host");
    assertThat(first.settings().jwtSvidTtl()).isEqualTo(300);
    var worker = manifest.workloads().get(1);
    assertThat(worker.key().parentId().path()).isEqualTo("/other");
    assertThat(worker.settings().jwtSvidTtl()).isEqualTo(90);
    assertThat(worker.settings().x509SvidTtl()).isEqualTo(3600);
    assertThat(worker.settings().admin()).isTrue();
    assertThat(worker.settings().expiresAt())
        .map(Object::toString)
        .hasValue("2030-01-31T00:00:00Z");
    assertThat(manifest.workloads().getLast().key().selectors())
        .containsExactly(Selector.parse("unix:user:${value}"));
  }

  @Test
  void collectsTheSubjectsOfARoleFromAllWorkloads() {
    var role = read(GOOD).roles().getFirst();
    assertThat(role.name()).hasToString("s3-app");
    assertThat(role.subjects())
        .extracting(Subject::text)
        .containsExactly("spiffe://example.org/s3-app", "spiffe://example.org/worker");
    assertThat(role.audience()).isEqualTo("sts.amazonaws.com");
    assertThat(role.settings().maxSession()).contains(Duration.ofHours(2));
    assertThat(role.settings().tags()).containsEntry("team", "a");
  }

  @Test
  void readsWhatItWrites() {
    var manifest = read(GOOD);
    var written = JsonText.pretty(ManifestJson.write(manifest));
    var again = read(written);
    assertThat(ManifestJson.write(again)).isEqualTo(ManifestJson.write(manifest));
    assertThat(requests(again)).isEqualTo(requests(manifest));
    assertThat(again.workloads().stream().map(Workload::settings).toList())
        .isEqualTo(manifest.workloads().stream().map(Workload::settings).toList());
  }

  private static List<CreateRole.Request> requests(Manifest manifest) {
    var issuer = manifest.issuer().orElseThrow();
    return manifest.roles().stream().map(role -> role.request(issuer, Map.of())).toList();
  }

  @Test
  void acceptsAPolicyInYaml() {
    var manifest =
        read(
            """
            trust_domain: a
            issuer: https://b.org
            workloads:
              - {id: /x, parent_id: /h, selectors: [a:b], role: {name: r, inline_policies: {p: {
                  Version: "2012-10-17", Statement: [{Effect: Allow, N: 1, B: true, U: "${aws:username}"}]}}}}
            """);
    assertThat(manifest.roles().getFirst().settings().inlinePolicies().orElseThrow())
        .containsEntry(
            "p",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"N\":1,\"B\":true,"
                + "\"U\":\"${aws:username}\"}]}");
  }

  @Test
  void emptySettingsOverrideDefaults() {
    var manifest =
        read(
            """
            trust_domain: a
            issuer: https://b.org
            defaults: {parent_id: /h, role: {policies: [P], s3: ["bucket:read"], inline_policies: {p: policies/queue.json}, session_tags: true}}
            workloads:
              - {id: /x, selectors: [a:b], role: heir}
              - {id: /y, selectors: [a:b], role: {name: poor, policies: [], s3: [], inline_policies: {}, session_tags: false}}
            """);
    var heir = requests(manifest).getFirst();
    assertThat(heir.policies()).containsExactly("P");
    assertThat(heir.sessionTags()).isTrue();
    var poor = requests(manifest).getLast();
    assertThat(poor.policies()).isEmpty();
    assertThat(poor.s3()).isEmpty();
    assertThat(poor.inlinePolicies()).isEmpty();
    assertThat(poor.sessionTags()).isFalse();
    var again = read(JsonText.pretty(ManifestJson.write(manifest)));
    assertThat(requests(again)).isEqualTo(requests(manifest));
  }

  @Test
  void removesDuplicates() {
    var settings =
        read("""
        trust_domain: a
        workloads:
          - {id: /x, parent_id: /h, selectors: [a:b], dns_names: [a.org, b.org, a.org], federates_with: [c.org, c.org]}
        """)
            .workloads()
            .getFirst()
            .settings();
    assertThat(settings.dnsNames()).containsExactly("a.org", "b.org");
    assertThat(settings.federatesWith()).containsExactly("c.org");
  }

  @Test
  void tagsOverrideDefaultsIgnoringCase() {
    var chain =
        """
        trust_domain: a
        issuer: https://b.org
        defaults: {parent_id: /h, role: {tags: {Team: a, %s}}}
        workloads:
          - {id: /x, selectors: [a:b], role: {name: r, tags: {team: b, %s}}}
        """;
    assertThat(read(chain.formatted("x: y", "v: w")).roles().getFirst().settings().tags())
        .containsOnly(Map.entry("team", "b"), Map.entry("x", "y"), Map.entry("v", "w"));
    assertThatThrownBy(() -> read(chain.formatted(tags("d"), tags("r"))))
        .hasMessage(
            "chain.yaml:5:38: expected at most 48 tags, including those in defaults, found 61 for"
                + " role r");
  }

  @Test
  void placeholdersAreEscapedInDefaultsToo() {
    var manifest =
        read(
            """
            trust_domain: a
            issuer: https://b.org
            defaults: {role: {audience: "$${x} ${aws:y}"}}
            workloads: [{id: /x, parent_id: /h, selectors: [a:b], role: r}]
            """);
    assertThat(manifest.roles().getFirst().audience()).isEqualTo("${x} ${aws:y}");
  }
}
