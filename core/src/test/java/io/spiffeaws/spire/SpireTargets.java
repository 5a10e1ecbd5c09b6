package io.spiffeaws.spire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.proto.types.Entry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The parsers of this package.
public final class SpireTargets {
  private static final String FILE =
      """
      {"entries":[{"spiffe_id":"spiffe://example.org/a","parent_id":"spiffe://example.org/host",\
      "selectors":[{"type":"unix","value":"uid:1000"}],"x509_svid_ttl":60,"hint":"h",\
      "dns_names":["a.example.org"],"federates_with":["spiffe://b.org"],"entryExpiry":1795453889,\
      "admin":true,"entry_id":"e1","additional_attributes":{"jwt_svid_include_jti":true}}]}\
      """;
  private static final String SHOWN =
      """
      {"entries":[{"id":"e","spiffe_id":{"trust_domain":"example.org","path":"/a"},\
      "parent_id":{"trust_domain":"example.org","path":"/host"},\
      "selectors":[{"type":"unix","value":"uid:1000"}],"x509_svid_ttl":60,"expires_at":"1795453889",\
      "revision_number":"3","created_at":"1795453889"}]}\
      """;
  private static final String AGENTS =
      """
      {"agents":[{"id":{"trust_domain":"example.org","path":"/spire/agent/a"},\
      "attestation_type":"join_token","x509svid_serial_number":"1","x509svid_expires_at":"1795453889",\
      "selectors":[{"type":"a","value":"b"}],"banned":false,"can_reattest":true}]}\
      """;
  private static final String BUNDLE =
      "{\"jwt_authorities\":[{\"key_id\":\"k\",\"public_key\":\"MFkw\",\"expires_at\":\"1795453889\","
          + "\"tainted\":true}]}";
  private static final String RESULTS =
      "{\"results\":[{\"status\":{\"code\":6,\"message\":\"m\"}},{\"status\":{\"code\":0},\"entry\":"
          + SHOWN.substring(12, SHOWN.length() - 2)
          + "}]}";

  private SpireTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.json(
            "entries file", text -> file(text.getBytes(StandardCharsets.UTF_8)), FILE, SHOWN),
        Target.bytes(
            "entries file in bytes", SpireTargets::file, FILE.getBytes(StandardCharsets.UTF_8)),
        exec("entries of spire-server", "entries", item -> EntryJson.read(item, false), SHOWN),
        exec("agents of spire-server", "agents", ExecAgents::read, AGENTS),
        exec("bundle of spire-server", "jwt_authorities", ExecTrustBundles::read, BUNDLE),
        exec("results of spire-server", "results", ExecRegistrationEntries.Result::read, RESULTS),
        Target.answer("entry of the server", SpireTargets::message, entry()),
        Target.text(
            "error of the server",
            SpireTargets::error,
            "failed to create entry: a",
            "datastore-sql: b"),
        Target.text(
            "error of spire-server",
            SpireTargets::execError,
            "Error: rpc error: code = NotFound desc = a",
            "a\nb\n"),
        Target.text(
            "review of selectors",
            text -> SelectorReview.warnings(List.of(Selector.parse(text))),
            "k8s:serviceaccount:a",
            "unix:userid:1000",
            "docker:label:a:b"),
        Target.text("SPIFFE ID", SpiffeId::parse, "spiffe://example.org/a/b", "spiffe://a"),
        Target.text("selector", Selector::parse, "unix:uid:1000", "k8s:pod-label:a:b"),
        Target.text("server address", ServerAddress::parse, "spire.example.org:8081", "[::1]:8081"),
        Target.text(
            "server socket",
            ServerSocket::parse,
            "/run/spire/server/api.sock",
            "unix:///run/a.sock",
            "unix:a.sock"),
        Target.text("server command", CommandWords::split, "kubectl exec -i 'a b' -- \"c\\\"d\""));
  }

  private static byte[] entry() {
    return ProtoEntries.message(Samples.app()).toByteArray();
  }

  private static Target exec(String name, String member, Function<Json, ?> read, String sample) {
    return Target.answer(
        name,
        Form.JSON,
        bytes -> ExecRegistrationEntries.items(new ByteArrayInputStream(bytes), member, read),
        sample);
  }

  private static void file(byte[] content) {
    new EntriesFile("entries.json", () -> new ByteArrayInputStream(content))
        .forEach(entry -> EntriesFile.print(List.of(entry)));
  }

  private static void message(byte[] message) {
    try {
      ProtoEntries.entry(Entry.parseFrom(message));
    } catch (InvalidProtocolBufferException e) {
      throw ProblemException.unreachable("unreadable", "unreadable", ""); // as gRPC makes of it
    }
  }

  private static void error(String words) {
    for (var code = 0; code <= ServerProblems.UNAUTHENTICATED + 1; code++) {
      ServerProblems.of(code, words);
    }
  }

  private static void execError(String words) {
    new ExecSpireServer(List.of("a"), Optional.empty(), Duration.ofSeconds(1), CallLog.NONE)
        .failed(1, words);
  }
}
