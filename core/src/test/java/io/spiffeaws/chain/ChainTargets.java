package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestJson;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.chain.manifest.ManifestYaml;
import io.spiffeaws.fuzz.CannedHttp;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.render.check.CheckFile;
import io.spiffeaws.render.conf.HostAndPort;
import io.spiffeaws.render.kubernetes.KubernetesName;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.watch.SignalNotification;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The parsers of chains, of rendered files and of options that have no package of their own.
public final class ChainTargets {
  private static final String CHAIN =
      """
      name: team-a
      trust_domain: example.org
      issuer: https://oidc.example.org
      provider: {audiences: [sts.amazonaws.com], thumbprints: [aabbccddeeff00112233445566778899aabbccdd]}
      defaults: {parent_id: /host, jwt_svid_ttl: 5m, role: {tags: &t {team: a}, max_session_duration: 1h}}
      workloads:
        - id: /a
          selectors: ["unix:uid:1000", 'docker:label:x:y']
          hint: h
          dns_names: [a.example.org]
          expires_at: 2030-01-31T12:00:00Z
          role:
            name: a
            s3: ["reports/2026:read"]
            tags: *t
            inline_policies: {p: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:*"}]}}
        - for_each: [1, 2]
          id: /b/${value}
          selectors: ["unix:uid:${value}"]
      """;
  private static final String ROWS =
      """
      trust_domain: example.org
      defaults: {parent_id: /host}
      workloads:
        - for_each: {csv: rows.csv}
          id: /a/${id}
          selectors: ["unix:uid:${uid}"]
      """;
  private static final String POLICY =
      """
      trust_domain: example.org
      issuer: https://oidc.example.org
      defaults: {parent_id: /host}
      workloads:
        - {id: /a, selectors: ["a:b"], role: {name: a, inline_policies: {p: p.json}}}
      """;
  private static final String CONF =
      """
      server {
        bind_address = "0.0.0.0" # c
        trust_domain = "example.org"
        ca_ttl = "24h"
        experimental { a = [1, "b", {c = 2}] }
      }
      plugins { DataStore "sql" { plugin_data { connection_string = "a" } } }
      text = <<EOT
      x
      EOT
      """;
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: spire-server}
      data:
        server.conf: |
          server { trust_domain = "example.org" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      spec: {rules: [{http: {paths: [{path: /keys}]}}]}
      """;

  private ChainTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("chain", text -> chain(text, ""), CHAIN),
        Target.text("rows of a chain", text -> chain(ROWS, text), "id,uid\na,1\n\"b\",2\r\n"),
        Target.json(
            "policy of a chain",
            text -> chain(POLICY, text),
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:Get*\"]}]}"),
        Target.json("plan file", ChainTargets::plan, plan()),
        Target.answer(
            "caller of STS",
            Target.Form.TEXT,
            bytes ->
                Objects.requireNonNull(new SdkCallerAccount(CannedHttp.sts(bytes)).find().id()),
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/a"
                + "</Arn><Account>123456789012</Account></GetCallerIdentityResult>"
                + "</GetCallerIdentityResponse>"),
        Target.text("HCL", text -> check("server.conf", text), CONF),
        Target.json(
            "configuration in JSON",
            text -> check("server.conf", text),
            "{\"server\":{\"trust_domain\":\"example.org\",\"ca_ttl\":\"24h\"},\"plugins\":[{\"a\":{}}]}"),
        Target.text("Kubernetes manifest", text -> check("a.yaml", text), MANIFEST),
        Target.text("duration", DurationText::parse, "90s", "1h30m", "900", "999999999d"),
        Target.text("S3 location", S3Location::parse, "s3://reports/2026/a"),
        Target.text("host and port", text -> HostAndPort.parse(text, 443), "a.example.org:8081"),
        Target.text(
            "Kubernetes name", text -> KubernetesName.parse(text, "the namespace"), "spire-system"),
        Target.text(
            "signal",
            text -> SignalNotification.parse(text, Path.of("/")),
            "HUP:/run/a.pid",
            "TERM:a"));
  }

  private static void plan(String text) {
    var plan = PlanFile.parse("plan.json", text);
    plan.differences(PlanFile.parse("plan.json", plan()));
    PlanFile.parse("plan.json", plan.text());
  }

  private static String plan() {
    var manifest = new ManifestReader("chain.yaml", _ -> "").read(CHAIN);
    return new PlanFile(
            manifest, "chain.yaml", false, new Json.Arr(List.of()), new Json.Arr(List.of()))
        .text();
  }

  private static void chain(String text, String file) {
    Manifest manifest = new ManifestReader("chain.yaml", _ -> file).read(text);
    ManifestYaml.write(manifest);
    JsonText.compact(ManifestJson.write(manifest));
  }

  private static void check(String name, String text) {
    new CheckFile().run(new CheckFile.Request(name, text));
  }
}
