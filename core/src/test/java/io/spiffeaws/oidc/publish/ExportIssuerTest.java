package io.spiffeaws.oidc.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.JwtAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportIssuerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final IssuerUrl ISSUER = new IssuerUrl("https://oidc.example.org");
  private static final Map<String, JwtAuthority> AUTHORITIES =
      IntStream.range(0, 4)
          .mapToObj(i -> authority("k" + i, i % 2 == 0 ? "EC" : "RSA"))
          .collect(Collectors.toMap(JwtAuthority::keyId, each -> each));

  @TempDir private Path directory;
  private List<JwtAuthority> server = List.of(AUTHORITIES.get("k0"));
  private Instant now = NOW;

  @Test
  void aFileInPlaceOfTheDirectoryIsRejected() throws Exception {
    var file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> new DirectoryPublisher(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not a directory");
  }

  @Test
  void documentsEqualThoseOfSpiresProvider() {
    try (var files = new DirectoryPublisher(directory)) {
      run(files, KEEP);

      assertThat(JsonText.parse(files.read(".well-known/openid-configuration").orElseThrow(), ""))
          .isEqualTo(
              JsonText.parse(
                  "{\"issuer\":\"https://oidc.example.org\",\"jwks_uri\":\"https://oidc.example.org/keys\",\"authorization_endpoint\":\"\",\"response_types_supported\":[\"id_token\"],\"subject_types_supported\":[\"public\"],\"id_token_signing_alg_values_supported\":[\"RS256\",\"ES256\",\"ES384\"]}",
                  ""));
      assertThat(keys(files.read("keys").orElseThrow()).getFirst().members().keySet())
          .containsExactly("use", "kty", "kid", "crv", "alg", "x", "y");
    }
  }

  @Test
  void keysAreWrittenBeforeTheDocumentAndNothingTheSecondTime() {
    var files = new FakeFiles();

    assertThat(actions(run(files, KEEP))).containsExactly("created", "created");
    assertThat(actions(run(files, KEEP))).containsExactly("unchanged", "unchanged");
    assertThat(files.writes).containsExactly("keys", ".well-known/openid-configuration");
  }

  @Test
  void removedKeyStaysPublishedForAWhile() {
    var files = new FakeFiles();
    run(files, KEEP);
    server = List.of(AUTHORITIES.get("k1"));

    assertThat(run(files, KEEP).changes().getFirst().detail())
        .isEqualTo(
            "+ key k1 (RS256)\n~ key k0 (ES256): no longer on the server, will be removed at"
                + " 2026-01-01T00:10:01Z");
    assertThat(published(files)).containsExactly("k1", "k0");
    now = NOW.plus(KEEP);
    assertThat(actions(run(files, KEEP))).containsExactly("unchanged", "unchanged");
    now = NOW.plus(KEEP).plusSeconds(1);
    assertThat(run(files, KEEP).changes().getFirst().detail()).isEqualTo("- key k0 (ES256)");
    assertThat(published(files)).containsExactly("k1");
  }

  @Test
  void zeroKeepRemovesAtOnceAndAReturningKeyStays() {
    var files = new FakeFiles();
    run(files, KEEP);
    server = List.of(AUTHORITIES.get("k1"));
    run(files, KEEP);
    server = List.of(AUTHORITIES.get("k1"), AUTHORITIES.get("k0"));
    run(files, KEEP);
    assertThat(files.read("keys").orElseThrow()).doesNotContain("exp");
    server = List.of(AUTHORITIES.get("k1"));

    assertThat(run(files, Duration.ZERO).changes().getFirst().detail())
        .isEqualTo("- key k0 (ES256)");
  }

  @Test
  void taintedKeyIsRemovedAtOnce() {
    var files = new FakeFiles();
    server = List.of(AUTHORITIES.get("k0"), AUTHORITIES.get("k1"));
    run(files, KEEP);
    server = List.of(tainted("k0"), AUTHORITIES.get("k1"));

    assertThat(run(files, KEEP).changes().getFirst().detail())
        .isEqualTo("- key k0 (ES256): the server marks it as tainted");
    assertThat(published(files)).containsExactly("k1");
    assertThat(actions(run(files, KEEP))).containsExactly("unchanged", "unchanged");
    server = List.of(AUTHORITIES.get("k1"));
    run(files, KEEP);
    assertThat(published(files)).containsExactly("k1");
  }

  @Test
  void removedKeyIsUnpublishedWhenTainted() {
    var files = new FakeFiles();
    run(files, KEEP);
    server = List.of(AUTHORITIES.get("k1"));
    run(files, KEEP);
    assertThat(published(files)).containsExactly("k1", "k0");
    server = List.of(AUTHORITIES.get("k1"), tainted("k0"));
    run(files, KEEP);

    assertThat(published(files)).containsExactly("k1");
  }

  @Test
  void taintedKeyIsRecognisedUnderAnotherKid() {
    var files = new FakeFiles();
    run(files, KEEP);
    files.texts.computeIfPresent("keys", (_, text) -> text.replace("\"k0\"", "\"renamed\""));
    server = List.of(tainted("k0"), AUTHORITIES.get("k1"));
    run(files, KEEP);

    assertThat(published(files)).containsExactly("k1");
  }

  @Test
  void noKeyIsPublishedIfAllAreTainted() {
    var files = new FakeFiles();
    run(files, KEEP);
    server = List.of(tainted("k0"));
    run(files, KEEP);

    assertThat(published(files)).isEmpty();
  }

  @Test
  void expiredKeyIsRemovedUnlessAllHaveExpired() {
    var files = new FakeFiles();
    server = List.of(ending("k0", NOW.minus(KEEP)), ending("k1", NOW.plus(KEEP)));
    run(files, KEEP);
    assertThat(published(files)).containsExactly("k0", "k1");
    now = NOW.plusSeconds(1);
    assertThat(run(files, KEEP).changes().getFirst().detail())
        .isEqualTo("- key k0 (ES256): it has expired");
    assertThat(published(files)).containsExactly("k1");
    now = NOW.plus(KEEP).plus(KEEP).plusSeconds(1);
    run(files, KEEP);
    assertThat(published(files)).containsExactly("k0", "k1");
  }

  @Test
  void foreignDocumentsAreNotOverwritten() {
    var files = new FakeFiles();
    files.texts.put(".well-known/openid-configuration", "{\"issuer\":\"https://other\"}");
    assertThat(code(() -> run(files, KEEP))).isEqualTo("other-issuer");
    files.texts.clear();
    files.texts.put("keys", "<html>");
    assertThat(code(() -> run(files, KEEP))).isEqualTo("malformed-jwks");
    files.texts.clear();
    server = List.of();
    assertThat(code(() -> run(files, KEEP))).isEqualTo("no-jwt-authority");
    assertThat(files.writes).isEmpty();
  }

  @Test
  void otherKeysAndPrivateMembersAreRemoved() {
    var files = new FakeFiles();
    files.texts.put(
        "keys",
        """
        {"keys":[
          {"kty":"EC","use":"x509-svid","kid":"ca","crv":"P-256","x":"AA","y":"AA","x5c":["AA"]},
          {"kty":"EC","crv":"P-256","x":"AA","y":"AA"},
          {"kty":"oct","kid":"secret","k":"AA"},
          {"kty":"RSA","kid":"cut","n":"AA"},
          {"kty":"EC","kid":"old","alg":"ES256","crv":"P-256","x":"AA","y":"AA","d":"AA"}]}
        """);

    var detail = run(files, KEEP).changes().getFirst().detail();

    assertThat(detail)
        .contains(
            "- key ca (-): it does not verify tokens",
            "- key without kid (-): it does not verify tokens",
            "- key secret (-): it does not verify tokens",
            "- key cut (-): it does not verify tokens",
            "~ key old (ES256): removed members d");
    assertThat(published(files)).containsExactly("k0", "old");
    assertThat(keys(files.read("keys").orElseThrow()).getLast().members().keySet())
        .containsExactly("kty", "kid", "alg", "crv", "x", "y", "exp");
  }

  @Test
  void dryRunWritesNothing() {
    var files = new FakeFiles();

    var changes =
        new ExportIssuer(() -> server, files, Clock.fixed(NOW, ZoneOffset.UTC))
            .run(new ExportIssuer.Request(ISSUER, KEEP, true));

    assertThat(actions(changes)).containsExactly("created", "created");
    assertThat(files.writes).isEmpty();
  }

  @Test
  void watchReportsEachChangeOnceAndSurvivesFailures() {
    var files = new FakeFiles();
    var told = new ArrayList<String>();
    var steps =
        new ArrayList<Runnable>(
            List.of(
                () -> {},
                () -> server = List.of(AUTHORITIES.get("k0"), AUTHORITIES.get("k1")),
                () -> server = List.of(),
                () -> {},
                () -> server = List.of(AUTHORITIES.get("k0"), AUTHORITIES.get("k1")),
                Thread.currentThread()::interrupt));
    run(files, KEEP);

    new WatchIssuer(
            new ExportIssuer(() -> server, files, Clock.fixed(NOW, ZoneOffset.UTC)),
            _ -> steps.removeFirst().run(),
            new Told(told))
        .run(new ExportIssuer.Request(ISSUER, KEEP, false), Duration.ofSeconds(10));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).containsExactly("+ key k1 (RS256)", "no-jwt-authority", "recovered");
    assertThat(published(files)).containsExactly("k0", "k1");
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 200).mapToObj(seed -> 71_000L + seed);
  }

  /// A token is valid for 5 minutes, so its key must stay published for as long.
  @ParameterizedTest
  @MethodSource("seeds")
  void keyStaysPublishedAsLongAsItsTokensAreValid(long seed) {
    var random = new SplittableRandom(seed);
    var files = new FakeFiles();
    var alive = new LinkedHashMap<String, Instant>();
    for (var step = 0; step < 40; step++) {
      if (random.nextInt(3) == 0) {
        server = AUTHORITIES.values().stream().filter(_ -> random.nextInt(3) > 0).toList();
      }
      if (server.isEmpty()) {
        continue;
      }
      run(files, KEEP);
      server.forEach(key -> alive.put(key.keyId(), now.plus(KEEP)));
      alive.values().removeIf(end -> end.isBefore(now));
      var there = new HashSet<>(published(files));
      assertThat(there).containsAll(alive.keySet());
      now = now.plusSeconds(random.nextInt(400));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenFilesAreMalformedOrAccepted(long seed) {
    var random = new SplittableRandom(seed);
    var files = new FakeFiles();
    run(files, KEEP);
    var text = new StringBuilder(files.read("keys").orElseThrow());
    for (var i = 0; i < 1 + random.nextInt(4); i++) {
      text.setCharAt(random.nextInt(text.length()), "{}[],:\"0e-".charAt(random.nextInt(10)));
    }
    files.texts.put("keys", text.toString());

    var thrown = catchThrowable(() -> run(files, KEEP));

    if (thrown != null) {
      assertThat(((ProblemException) thrown).problem()).isInstanceOf(Problem.Malformed.class);
    }
  }

  private record Told(List<String> lines) implements WatchIssuer.Listener {
    @Override
    public void changed(Changes changes) {
      lines.add(changes.changes().getFirst().detail());
    }

    @Override
    public void failing(Problem problem) {
      lines.add(problem.code());
    }

    @Override
    public void recovered() {
      lines.add("recovered");
    }
  }

  private static final class FakeFiles implements IssuerPublisher {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<String> writes = new ArrayList<>();

    @Override
    public Optional<String> read(String name) {
      return Optional.ofNullable(texts.get(name));
    }

    @Override
    public void write(String name, String text, Duration fresh) {
      texts.put(name, text);
      writes.add(name);
    }

    @Override
    public String location(String name) {
      return name;
    }

    @Override
    public void close() {}
  }

  private Changes run(IssuerPublisher files, Duration keep) {
    return new ExportIssuer(() -> server, files, Clock.fixed(now, ZoneOffset.UTC))
        .run(new ExportIssuer.Request(ISSUER, keep, false));
  }

  private static List<String> actions(Changes changes) {
    return changes.changes().stream().map(Change::action).map(Change.Action::word).toList();
  }

  private static List<String> published(FakeFiles files) {
    return keys(files.read("keys").orElseThrow()).stream()
        .map(key -> key.text("kid").orElseThrow())
        .toList();
  }

  private static List<Json.Obj> keys(String text) {
    var set = (Json.Obj) JsonText.parse(text, "keys");
    return ((Json.Arr) set.get("keys").orElseThrow())
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private static String code(Runnable run) {
    return catchThrowableOfType(ProblemException.class, run::run).problem().code();
  }

  private static JwtAuthority tainted(String id) {
    return new JwtAuthority(id, publicKey(id), Optional.empty(), true);
  }

  private static JwtAuthority ending(String id, Instant end) {
    return new JwtAuthority(id, publicKey(id), Optional.of(end), false);
  }

  private static String publicKey(String id) {
    return Objects.requireNonNull(AUTHORITIES.get(id)).publicKey();
  }

  private static JwtAuthority authority(String id, String type) {
    try {
      var generator = KeyPairGenerator.getInstance(type);
      generator.initialize(type.equals("EC") ? 256 : 2048);
      var key = generator.generateKeyPair().getPublic().getEncoded();
      return new JwtAuthority(id, Base64.getEncoder().encodeToString(key), Optional.empty(), false);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
