package io.spiffeaws.chain.manifest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.S3Access;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReaderTest {
  private static final String GOOD =
      """
      name: payments
      trust_domain: example.org
      issuer: https://oidc.example.org
      provider: {audiences: [sts.amazonaws.com, other], tags: {team: a}}
      defaults:
        parent_id: spiffe://example.org/host
        jwt_svid_ttl: 5m
        role: {max_session_duration: 2h, tags: {team: a}}
      workloads:
        - id: /s3-app
          selectors: ["unix:uid:1000"]
          role: {name: s3-app, s3: ["reports/2026:read-write"], policies: [AmazonS3ReadOnlyAccess]}
        - id: spiffe://example.org/worker
          parent_id: /other
          selectors: [unix:uid:1001, unix:gid:5]
          jwt_svid_ttl: 90s
          x509_svid_ttl: 3600
          hint: worker
          dns_names: [a.example.org]
          federates_with: [b.org]
          expires_at: 2030-01-31T00:00:00Z
          admin: true
          role: s3-app
        - for_each: [{ns: prod, app: a}, {ns: prod, app: b}]
          id: /ns/${ns}/app/${app}
          selectors: ["k8s:ns:${ns}", "k8s:sa:${app}"]
          role: {name: "${ns}-${app}", inline_policies: {queue: policies/queue.json}}
        - for_each: {csv: workloads.csv}
          id: /csv/${name}
          selectors: ["unix:uid:${uid}"]
        - for_each: [x]
          id: /plain/${value}
          selectors: ["unix:user:$${value}"]
      """;

  private static final String STRANGE = "{}[]:,#&*!|>'\"%@`-?\t\n \u0000\u2028x0$~";

  private static final Map<String, String> FILES =
      Map.of(
          "policies/queue.json", "\ufeff{\"Statement\":[{\"Effect\":\"Deny\"}]}",
          "broken.json", "{\"Statement\":",
          "nothing.json", "{}",
          "workloads.csv", "name,uid\r\none,1\r\n\"two\",\" 2\"\n",
          "ragged.csv", "name,uid\none\n",
          "quotes.csv", "name,uid\n1, \"2\"\n",
          "bad-id.csv", "name,uid\none,1\na b,2\n",
          "secret.csv", "hunter2:x:0\n",
          "word.csv", "hunter2\na\n",
          "secret.json", "hunter2");

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

  static Stream<Arguments> mistakes() {
    var head = "trust_domain: example.org\nissuer: https://o.org\nworkloads:\n  - ";
    return Stream.of(
        Arguments.of(
            "", "chain.yaml:1:1: expected a chain, with trust_domain and workloads, found nothing"),
        Arguments.of(
            "- a",
            "chain.yaml:1:1: expected a chain, with trust_domain and workloads, found a list"),
        Arguments.of("a: [", "chain.yaml:1:5: not valid YAML: "),
        Arguments.of(
            "a: b\n  c: d", "chain.yaml:2:4: not valid YAML: mapping values are not allowed here"),
        Arguments.of(
            "workloads: []",
            "chain.yaml:1:1: expected trust_domain, such as example.org, found none"),
        Arguments.of(
            "truts_domain: x",
            "chain.yaml:1:1: expected one of name, trust_domain, issuer, provider, defaults, workloads, found \"truts_domain\""),
        Arguments.of(
            "trust_domain: Ex",
            "chain.yaml:1:15: expected a trust domain such as example.org, found \"Ex\""),
        Arguments.of(
            "trust_domain: a\ntrust_domain: b", "chain.yaml:2:1: \"trust_domain\" occurs twice"),
        Arguments.of(
            "trust_domain: a\nname: No.Dots",
            "chain.yaml:2:7: expected a name of 1 to 32 lower-case letters, digits and inner hyphens, found \"No.Dots\""),
        Arguments.of(
            "trust_domain: a\nissuer: oidc",
            "chain.yaml:2:9: expected an issuer such as https://HOST[/PATH], found \"oidc\""),
        Arguments.of(
            "trust_domain: a\nprovider: {}",
            "chain.yaml:2:11: expected an issuer for the provider, found none"),
        Arguments.of(
            "trust_domain: a\nissuer: https://x.org:8443\nprovider: {}",
            "chain.yaml:3:11: expected an issuer without a port for the provider, since IAM accepts no port, found https://x.org:8443"),
        Arguments.of(
            provider("thumbprints: [%s]".formatted(thumbprints(6))),
            "chain.yaml:3:25: expected at most 5 thumbprints, found 6"),
        Arguments.of(
            provider("audiences: [%s]".formatted(audiences(101))),
            "chain.yaml:3:23: expected at most 100 audiences, found 101"),
        Arguments.of(
            provider("tags: {'aws:x': a}"),
            "chain.yaml:3:19: expected a tag's key, found \"aws:x\""),
        Arguments.of(
            provider("tags: {spiffe-aws-chain: a}"),
            "chain.yaml:3:19: expected a tag's key, found \"spiffe-aws-chain\""),
        Arguments.of(
            provider("tags: {Team: a, team: b}"),
            "chain.yaml:3:28: expected a tag's key, found \"team\""),
        Arguments.of(
            provider("tags: {team: 'a;b'}"),
            "chain.yaml:3:25: expected a tag's value, found \"a;b\""),
        Arguments.of(
            "trust_domain: a\nworkloads: {}",
            "chain.yaml:2:12: expected a list of workloads, found a mapping"),
        Arguments.of(
            "trust_domain: a\nworkloads: [x]",
            "chain.yaml:2:13: expected a workload such as {id: /s3-app, selectors: [...]}, found \"x\""),
        Arguments.of(
            "trust_domain: a\nworkloads: *x",
            "chain.yaml:2:12: expected an anchor that is defined above, found \"*x\""),
        Arguments.of(
            "trust_domain: a\n---\nb: c",
            "chain.yaml:3:1: expected the end of the file, found another document"),
        Arguments.of(
            head + "{selectors: [a:b], parent_id: /h}",
            "chain.yaml:4:5: expected id, the SPIFFE ID, found none"),
        Arguments.of(
            head + "{id: /a, selectors: [a:b]}",
            "chain.yaml:4:5: expected parent_id, here or in defaults, found none"),
        Arguments.of(
            head + "{id: /a, parent_id: /h}",
            "chain.yaml:4:5: expected selectors, such as [\"unix:uid:1000\"], found none"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: []}",
            "chain.yaml:4:5: the entry has no selector"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [uid]}",
            "chain.yaml:4:41: expected a selector such as unix:uid:1000 or k8s:sa:reports, found \"uid\""),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: a:b}",
            "chain.yaml:4:40: expected a list of selectors, found \"a:b\""),
        Arguments.of(
            head + "{id: a b, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:10: expected a SPIFFE ID, or its path below spiffe://example.org, found \"a b\""),
        Arguments.of(
            head + "{id: spiffe://b.org/a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:10: expected an ID in the trust domain example.org, found \"spiffe://b.org/a\""),
        Arguments.of(
            head + "{id: /spire/x, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:5: the SPIFFE ID spiffe://example.org/spire/x is under /spire, which is reserved for SPIRE"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], jwt_svid_ttl: soon}",
            "chain.yaml:4:61: expected a duration such as 90s, 15m or 1h30m, found \"soon\""),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], admin: yes}",
            "chain.yaml:4:54: expected true or false, found \"yes\""),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], expires_at: soon}",
            "chain.yaml:4:59: expected a time such as 2027-01-31T00:00:00Z, found \"soon\""),
        Arguments.of(
            head + "{id: '/${a}', parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:10: expected text without ${a}, since there is no for_each, found ${a}"),
        Arguments.of(
            head + "{for_each: [{x: 1}], id: '/${a}', parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:30: expected one of ${x}, found ${a}, with the values of chain.yaml:4:17"),
        Arguments.of(
            head + "{for_each: {csv: no.csv}, id: /a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:22: cannot read no.csv: there is no such file"),
        Arguments.of(
            "hunter2:x:0",
            "chain.yaml:1:1: expected a chain, with trust_domain and workloads, found text"),
        Arguments.of(
            head + "{for_each: {csv: secret.csv}, id: /a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:22: secret.csv:1:1: expected a name of letters, digits and _, such as ns, found something else"),
        Arguments.of(
            head + "{for_each: {csv: word.csv}, id: '/${x}', parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:37: expected a name from the file's first line, with the values of word.csv:2:1"),
        Arguments.of(
            head + "{for_each: {csv: ragged.csv}, id: /a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:22: ragged.csv:2:1: expected 2 fields, as in the first line, found 1"),
        Arguments.of(
            head + "{for_each: {csv: bad-id.csv}, id: '/${name}', parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:39: expected a SPIFFE ID, or its path below spiffe://example.org, with the values of bad-id.csv:3:1"),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b]}\n  - {id: /a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:5:5: spiffe://example.org/a with the same parent and selectors is also at chain.yaml:4:5"),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, s3: [b1x:read]}}\n  - {id: /b, parent_id: /h, selectors: [a:b], role: {name: r, s3: [b2x:read]}}",
            "chain.yaml:5:53: role r has different settings at chain.yaml:4:53"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: a/b}}",
            "chain.yaml:4:60: expected a role name of 1 to 64 letters, digits or _+=,.@-, found \"a/b\""),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, s3: [reports]}}",
            "chain.yaml:4:68: expected BUCKET[/PREFIX]:read, :write or :read-write, found \"reports\""),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, inline_policies: {p: broken.json}}}",
            "chain.yaml:4:84: broken.json is not JSON: line 1, column 14: "),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, inline_policies: {p: nothing.json}}}",
            "chain.yaml:4:84: expected a policy with a Statement, found none"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], expires_at: 2040-01-01T00:00:00.5Z}",
            "chain.yaml:4:59: expected a time such as 2027-01-31T00:00:00Z, found \"2040-01-01T00:00:00.5Z\""),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, policies: [no such name]}}",
            "chain.yaml:4:74: expected a managed policy: its ARN, or the name of an AWS managed policy, found \"no such name\""),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, policies: ['arn:aws:iam::1:role/x']}}",
            "chain.yaml:4:74: expected a managed policy: its ARN, or the name of an AWS managed policy, found \"arn:aws:iam::1:role/x\""),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, permissions_boundary: 'arn:aws:iam::1:policy/a b'}}",
            "chain.yaml:4:85: expected the ARN of a managed policy, found \"arn:aws:iam::1:policy/a b\""),
        Arguments.of(
            "trust_domain: a",
            "chain.yaml:1:1: expected workloads: a list, or [] for none, found none"),
        Arguments.of(
            "trust_domain: a\nworkloads:",
            "chain.yaml:2:11: expected workloads: a list, or [] for none, found nothing"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [a:b], role: }",
            "chain.yaml:4:52: expected a role such as {name: s3-app}, found nothing"),
        Arguments.of(
            head + "{for_each: null, id: /a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:16: expected a list, or {csv: FILE}, found nothing"),
        Arguments.of(
            "trust_domain: a\ndefaults: {parent_id: '/${ns}'}\nworkloads: []",
            "chain.yaml:2:23: expected text without ${ns}, since there is no for_each, found ${ns}"),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, inline_policies: {p: {Statement: []}}}}",
            "chain.yaml:4:84: expected a policy with a Statement, found none"),
        Arguments.of(
            head + "{id: /a, parent_id: /h, selectors: [\"a:b\\e[2J\"]}",
            "chain.yaml:4:41: this text has the invisible character U+001B at position 4"),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, audience: \"a\\nb\"}}",
            "chain.yaml:4:73: expected an audience of 1 to 255 characters, found \"a?b\""),
        Arguments.of(
            "trust_domain: a\nissuer: https://b.org\nprovider: {audiences: [one]}\nworkloads:\n"
                + "  - {id: /a, parent_id: /h, selectors: [a:b], role: {name: r, audience: two}}",
            "chain.yaml:5:53: expected an audience of the provider: one of one, found \"two\" for role r"),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: Rr}\n  - {id: /b, parent_id: /h, selectors: [a:b], role: rR}",
            "chain.yaml:5:53: role rR differs only in case from role Rr at chain.yaml:4:53, and IAM ignores case in role names"),
        Arguments.of(
            head + "{for_each: [{my-ns: p}], id: '/${my-ns}', parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:18: expected a name of letters, digits and _, such as ns, found \"my-ns\""),
        Arguments.of(
            head
                + "{for_each: [{k: x}], id: /a, parent_id: /h, selectors: [a:b], role: {name: r, tags: {'${k}': a, x: b}}}",
            "chain.yaml:4:101: \"x\" occurs twice after filling in values, with the values of chain.yaml:4:17"),
        Arguments.of(
            head + "{for_each: {csv: quotes.csv}, id: /a, parent_id: /h, selectors: [a:b]}",
            "chain.yaml:4:22: quotes.csv:2:4: expected a field that is quoted entirely or not at all, found a quote within a field"),
        Arguments.of(
            head
                + "{id: /a, parent_id: /h, selectors: [a:b], role: {name: r, max_session_duration: 5m}}",
            "chain.yaml:4:53: invalid maximum session duration \"5m\": expected 1h to 12h"));
  }

  private static String provider(String members) {
    return "trust_domain: a\nissuer: https://b.org\nprovider: {" + members + "}\n";
  }

  private static String thumbprints(int count) {
    return IntStream.range(0, count).mapToObj("\"%040d\""::formatted).collect(joining(", "));
  }

  private static String audiences(int count) {
    return IntStream.range(0, count).mapToObj("a%d"::formatted).collect(joining(", "));
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
  void rejectsAnExpiryInThePast() {
    var manifest = read(GOOD);
    manifest.checkExpiry(Instant.parse("2030-01-30T00:00:00Z"));
    assertThatThrownBy(() -> manifest.checkExpiry(Instant.parse("2030-01-31T00:00:00Z")))
        .hasMessage(
            "chain.yaml:13:5: expected an expires_at in the future, found"
                + " 2030-01-31T00:00:00Z");
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

  private static String tags(String prefix) {
    return IntStream.range(0, 30).mapToObj(i -> prefix + i + ": t").collect(joining(", "));
  }

  @Test
  void rejectsAnInlinePolicyThatDiffersFromThatOfS3() {
    var chain =
        """
        trust_domain: a
        issuer: https://b.org
        workloads:
          - {id: /x, parent_id: /h, selectors: [a:b], role: {name: r, s3: ["reports:read"], inline_policies: {s3-reports-read: %s}}}
        """;
    read(chain.formatted(S3Access.parse("reports:read").policy("aws-cn")));
    assertThatThrownBy(() -> read(chain.formatted("{Statement: [{Effect: Deny}]}")))
        .hasMessage(
            "chain.yaml:4:53: the inline policy s3-reports-read differs from the one of the same"
                + " name that s3 creates for reports:read");
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

  @ParameterizedTest
  @MethodSource("mistakes")
  void reportsThePositionAndWhatIsExpected(String text, String message) {
    assertThatThrownBy(() -> read(text)).hasMessageStartingWith(message);
    assertThat(text)
        .satisfies(_ -> assertThat(problem(text)).isInstanceOf(Problem.Malformed.class));
  }

  @Test
  void hintsAtTheCauseOfAMistake() {
    var head = "trust_domain: example.org\nworkloads:\n  - ";
    var noParent = "add defaults: {parent_id: ID}; to find the ID of the node, run: ";
    assertThat(problem(head + "{id: /a, selectors: [a:b]}").hint()).startsWith(noParent);
    assertThat(problem(head + "{for_each: {csv: bad-id.csv}, id: /a, selectors: [a:b]}").hint())
        .startsWith(noParent);
    assertThat(problem(head + "{id: /a, selector: [a:b]}").hint())
        .isEqualTo("did you mean selectors?");
    assertThat(problem(head + "{id: /a, selectors: [a:b").hint())
        .isEqualTo("close the bracket that opens at chain.yaml:3:25");
  }

  @Test
  void survivesNestedAliases() {
    var text = new StringBuilder("a: &a0 [x, x]\n");
    for (var i = 1; i < 30; i++) {
      text.append("b%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("expected at most");
  }

  @Test
  void survivesDeepNesting() {
    assertThatThrownBy(() -> read("a: " + "[".repeat(100_000)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("levels");
  }

  /// Any changed chain is either read, or reported as malformed with a position.
  @Test
  void survivesAnyText() {
    var random = new SplittableRandom(6);
    for (var round = 0; round < 4_000; round++) {
      var text = new StringBuilder(GOOD);
      for (var i = random.nextInt(1, 6); i > 0 && text.length() > 1; i--) {
        mutate(text, random);
      }
      try {
        read(text.toString());
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(e.problem().message()).matches("(?s)chain\\.yaml:\\d+:\\d+: .*");
      }
    }
  }

  private static void mutate(StringBuilder text, SplittableRandom random) {
    var at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.setCharAt(at, STRANGE.charAt(random.nextInt(STRANGE.length())));
      case 1 -> text.deleteCharAt(at);
      case 2 ->
          text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
      default -> text.setLength(Math.max(1, at));
    }
  }

  @Test
  void survivesAnyTable() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < 2_000; round++) {
      var text = new StringBuilder("name,uid\n\"one\",1\ntwo,\"2\n3\"\n");
      for (var i = random.nextInt(1, 5); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), ",\"\r\n x".charAt(random.nextInt(6)));
      }
      try {
        CsvTable.parse("t.csv", text.toString());
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(e.problem().message()).matches("(?s)t\\.csv:\\d+:\\d+: .*");
      }
    }
  }

  private static Problem problem(String text) {
    try {
      read(text);
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("read: " + text);
  }

  private static Manifest read(String text) {
    return new ManifestReader("chain.yaml", ManifestReaderTest::file).read(text);
  }

  private static String file(String path) {
    var text = FILES.get(path);
    if (text == null) {
      throw ProblemException.malformed(
          "cannot-read", "cannot read " + path + ": there is no such file", "");
    }
    return text;
  }
}
