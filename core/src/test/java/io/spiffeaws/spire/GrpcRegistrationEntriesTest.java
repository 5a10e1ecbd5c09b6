package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryResponse;
import io.spiffeaws.spire.proto.entry.ListEntriesRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesResponse;
import io.spiffeaws.spire.proto.types.Entry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcRegistrationEntriesTest {
  @TempDir private Path directory;

  private final CannedEntries canned = new CannedEntries();
  private final List<String> calls = new ArrayList<>();
  private Path socket;
  private ServerOnSocket server;

  @BeforeEach
  void listen() throws IOException {
    socket = directory.resolve("api.sock");
    server = new ServerOnSocket(socket, canned);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsAllPagesWithEmptyLastPage() {
    canned.then(page(500, "a")).then(page(500, "b")).then(page(0, ""));
    assertThat(list()).hasSize(1000);
    assertThat(canned.asked)
        .extracting(request -> ((ListEntriesRequest) request).getPageToken())
        .containsExactly("", "a", "b");
    assertThat(canned.asked)
        .allMatch(request -> ((ListEntriesRequest) request).getPageSize() == 500);
    assertThat(calls).containsExactly("ListEntries OK", "ListEntries OK", "ListEntries OK");
  }

  @Test
  void convertsEveryFieldBothWays() {
    var random = new SplittableRandom(23);
    for (var round = 0; round < 200; round++) {
      var entry = Samples.random(random);
      assertThat(ProtoEntries.entry(ProtoEntries.message(entry))).isEqualTo(entry);
    }
  }

  @Test
  void returnsResultOfEachItem() {
    var there = ProtoEntries.message(Samples.app()).toBuilder().setId("e-1").build();
    canned.then(
        BatchCreateEntryResponse.newBuilder()
            .addResults(created(0, "OK").setEntry(there))
            .addResults(created(6, "similar entry already exists").setEntry(there))
            .addResults(created(6, "failed to create entry: taken"))
            .addResults(created(3, "failed to convert entry: invalid DNS name: x"))
            .addResults(
                created(13, "failed to create entry: unable to find federated bundle \"x\""))
            .addResults(created(13, "failed to create entry: database is locked"))
            .build());
    var results =
        with(
            entries -> entries.create(IntStream.range(0, 6).mapToObj(_ -> Samples.app()).toList()));
    assertThat(results.get(0)).isInstanceOf(BatchItemResult.Done.class);
    assertThat(results.get(1)).isInstanceOf(BatchItemResult.Exists.class);
    assertThat(problem(results.get(2)).code()).isEqualTo("entry-id-taken");
    assertThat(problem(results.get(3)).message())
        .isEqualTo("the SPIRE server rejected the request: invalid DNS name: x");
    assertThat(problem(results.get(4))).isInstanceOf(Problem.Refused.class);
    assertThat(problem(results.get(5))).isInstanceOf(Problem.Unreachable.class);
  }

  @Test
  void sendsOnlyFieldsThatMayChange() {
    canned.then(
        BatchUpdateEntryResponse.newBuilder()
            .addResults(
                BatchUpdateEntryResponse.Result.newBuilder()
                    .setStatus(status(5, "entry not found")))
            .build());
    var results = with(entries -> entries.update(List.of(Samples.app()), Set.of(EntryField.HINT)));
    var mask = ((BatchUpdateEntryRequest) canned.asked.getFirst()).getInputMask();
    assertThat(mask.getHint()).isTrue();
    assertThat(mask.getAllFields()).hasSize(1);
    assertThat(problem(results.getFirst())).isInstanceOf(Problem.Missing.class);
  }

  @Test
  void sendsAllFieldsOfReplacedEntry() {
    canned.then(
        BatchUpdateEntryResponse.newBuilder()
            .addResults(
                BatchUpdateEntryResponse.Result.newBuilder()
                    .setStatus(status(5, "entry not found")))
            .build());
    var results = with(entries -> entries.replace(List.of(Samples.app())));
    var mask = ((BatchUpdateEntryRequest) canned.asked.getFirst()).getInputMask();
    assertThat(mask.getSpiffeId() && mask.getParentId() && mask.getSelectors()).isTrue();
    assertThat(mask.getAllFields()).hasSize(3 + EntryField.values().length);
    assertThat(problem(results.getFirst())).isInstanceOf(Problem.Missing.class);
  }

  @Test
  void returnsResultOfEachDeletion() {
    canned.then(
        BatchDeleteEntryResponse.newBuilder()
            .addResults(BatchDeleteEntryResponse.Result.newBuilder().setStatus(status(0, "OK")))
            .addResults(
                BatchDeleteEntryResponse.Result.newBuilder().setStatus(status(5, "not found")))
            .build());
    List<Optional<Problem>> problems = with(entries -> entries.delete(List.of("a", "b")));
    assertThat(problems)
        .satisfiesExactly(
            done -> assertThat(done).isEmpty(), missing -> assertThat(missing).isPresent());
  }

  @Test
  void returnsEmptyIfServerAnswersNotFound() {
    canned.then(Status.NOT_FOUND.withDescription("entry not found"));
    Optional<RegistrationEntry> found = with(entries -> entries.get("e-1"));
    assertThat(found).isEmpty();
    assertThat(calls).containsExactly("GetEntry NOT_FOUND");
  }

  @Test
  void rejectsAnswerWithWrongNumberOfResults() {
    canned.then(BatchCreateEntryResponse.getDefaultInstance());
    assertProblem(
        Problem.Unexpected.class,
        "for 0 of 1 entries",
        entries -> entries.create(List.of(Samples.app())));
  }

  @Test
  void rejectsEntryWithoutSpiffeId() {
    canned.then(ListEntriesResponse.newBuilder().addEntries(Entry.newBuilder().setId("e")).build());
    assertProblem(Problem.Unexpected.class, "unexpected answer", this::listed);
  }

  @ParameterizedTest
  @CsvSource({
    "PERMISSION_DENIED, Refused, denied the request of this caller",
    "UNAUTHENTICATED, Refused, denied the request of this caller",
    "INVALID_ARGUMENT, Refused, the reason",
    "INTERNAL, Unreachable, the reason",
    "UNKNOWN, Unreachable, the reason",
    "UNIMPLEMENTED, Malformed, is not a SPIRE server",
    "UNAVAILABLE, Unreachable, cannot connect to a SPIRE server",
    "RESOURCE_EXHAUSTED, Unexpected, longer than"
  })
  void translatesStatusOfCall(Status.Code code, String kind, String message) {
    canned.then(code.toStatus().withDescription("the reason"));
    assertThatThrownBy(this::list)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().getClass().getSimpleName()).isEqualTo(kind));
    assertThat(calls).containsExactly("ListEntries " + code);
  }

  @Test
  void timesOutIfServerHangs() {
    assertThatThrownBy(() -> open(Duration.ofMillis(300), this::listed))
        .hasMessageContaining("did not answer within")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Unreachable.class));
  }

  @Test
  void reportsMissingSocket() {
    socket = directory.resolve("absent.sock");
    assertProblem(Problem.Unreachable.class, "no SPIRE server socket at " + socket, this::listed);
  }

  @Test
  void reportsSocketWithoutListener() throws IOException {
    socket = directory.resolve("dead.sock");
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(Files.exists(socket)).isTrue();
    assertProblem(Problem.Unreachable.class, "no SPIRE server listens at", this::listed);
  }

  @Test
  void reportsOtherService() throws IOException {
    socket = directory.resolve("other.sock");
    try (var _ = new ServerOnSocket(socket)) {
      assertProblem(Problem.Malformed.class, "is not a SPIRE server's API", this::listed);
    }
  }

  private List<RegistrationEntry> list() {
    return with(this::listed);
  }

  private List<RegistrationEntry> listed(RegistrationEntries entries) {
    var found = new ArrayList<RegistrationEntry>();
    entries.list(EntryFilter.byKey(Samples.app().key()), found::add);
    return found;
  }

  private <T> T with(Use<T> use) {
    return open(Duration.ofSeconds(60), use);
  }

  private <T> T open(Duration timeout, Use<T> use) {
    try (var connection =
        new GrpcSpireServer(
            socket, timeout, (_, operation, _, answer) -> calls.add(operation + " " + answer))) {
      return use.use(new GrpcRegistrationEntries(connection));
    }
  }

  private void assertProblem(Class<? extends Problem> kind, String message, Use<?> use) {
    assertThatThrownBy(() -> with(use))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(kind));
  }

  private static Problem problem(BatchItemResult result) {
    return Optional.of(result)
        .filter(BatchItemResult.Failed.class::isInstance)
        .map(failed -> ((BatchItemResult.Failed) failed).problem())
        .orElseThrow();
  }

  private static ListEntriesResponse page(int count, String next) {
    var page = ListEntriesResponse.newBuilder().setNextPageToken(next);
    for (var i = 0; i < count; i++) {
      page.addEntries(ProtoEntries.message(Samples.app()));
    }
    return page.build();
  }

  private static BatchCreateEntryResponse.Result.Builder created(int code, String message) {
    return BatchCreateEntryResponse.Result.newBuilder().setStatus(status(code, message));
  }

  private static io.spiffeaws.spire.proto.types.Status status(int code, String message) {
    return io.spiffeaws.spire.proto.types.Status.newBuilder()
        .setCode(code)
        .setMessage(message)
        .build();
  }

  private interface Use<T> {
    T use(RegistrationEntries entries);
  }
}
