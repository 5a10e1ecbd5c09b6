package io.spiffeaws.chain.manifest;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Map;
import java.util.stream.IntStream;

/// A chain file and the files that it names.
abstract class ReadManifest {
  static final String GOOD =
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

  static final Map<String, String> FILES =
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

  static String tags(String prefix) {
    return IntStream.range(0, 30).mapToObj(i -> prefix + i + ": t").collect(joining(", "));
  }

  static Problem problem(String text) {
    try {
      read(text);
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("read: " + text);
  }

  static Manifest read(String text) {
    return new ManifestReader("chain.yaml", ManifestReaderTest::file).read(text);
  }

  static String file(String path) {
    var text = FILES.get(path);
    if (text == null) {
      throw ProblemException.malformed(
          "cannot-read", "cannot read " + path + ": there is no such file", "");
    }
    return text;
  }
}
