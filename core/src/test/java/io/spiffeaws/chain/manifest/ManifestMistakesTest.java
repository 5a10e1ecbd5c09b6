package io.spiffeaws.chain.manifest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.role.S3Access;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Mistakes in chain files, with their positions.
class ManifestMistakesTest extends ReadManifest {
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
            "a: b\n  c: d",
            "chain.yaml:2:4: not valid YAML: a name with a value is not expected here"),
        Arguments.of(
            "workloads: []",
            "chain.yaml:1:1: expected trust_domain, such as example.org, found none"),
        Arguments.of(
            "truts_domain: x",
            "chain.yaml:1:1: expected one of name, trust_domain, issuer, provider, roles_anywhere, defaults, workloads, found \"truts_domain\""),
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
            "chain.yaml:1:1: expected workloads (a list; [] for a chain without any), found none"),
        Arguments.of(
            "trust_domain: a\nworkloads:",
            "chain.yaml:2:11: expected workloads (a list; [] for a chain without any), found nothing"),
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
  void rejectsAnExpiryInThePast() {
    var manifest = read(GOOD);
    manifest.checkExpiry(Instant.parse("2030-01-30T00:00:00Z"));
    assertThatThrownBy(() -> manifest.checkExpiry(Instant.parse("2030-01-31T00:00:00Z")))
        .hasMessage(
            "chain.yaml:13:5: expected an expires_at in the future, found"
                + " 2030-01-31T00:00:00Z");
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
}
