package io.spiffeaws.sandbox;

import static io.spiffeaws.sandbox.SandboxWorld.entry;
import static io.spiffeaws.sandbox.SandboxWorld.id;
import static io.spiffeaws.sandbox.SandboxWorld.selector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.spire.proto.agent.ListAgentsRequest;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryRequest;
import io.spiffeaws.spire.proto.entry.GetEntryRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesRequest;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.SelectorMatch;
import io.spiffeaws.spire.proto.types.SelectorMatch.MatchBehavior;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the entry API. Expected codes and messages were recorded from SPIRE 1.15.3 for the same
/// requests.
final class EntryApiTest {
  private SandboxWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new SandboxWorld();
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  @Test
  void aNewServerHasTheAliasOfItsAgent() {
    var agent = world.agents().listAgents(ListAgentsRequest.getDefaultInstance()).getAgents(0);
    var alias = list(ListEntriesRequest.newBuilder()).getFirst();

    assertThat(agent.getId().getPath()).startsWith("/spire/agent/join_token/");
    assertThat(agent.getCanReattest()).isFalse();
    assertThat(alias.getSpiffeId()).isEqualTo(id("/host"));
    assertThat(alias.getParentId()).isEqualTo(agent.getId());
    assertThat(alias.getSelectorsList())
        .containsExactly(selector("spiffe_id:spiffe://example.org" + agent.getId().getPath()));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("selector list is empty", entry("/a")),
        refusal("missing selector type", entry("/a", ":x")),
        refusal("missing selector value", entry("/a", "x:")),
        refusal(
            "invalid spiffe ID: request must specify SPIFFE ID",
            entry("/a", "x:y").clearSpiffeId()),
        refusal(
            "invalid parent ID: request must specify SPIFFE ID",
            entry("/a", "x:y").clearParentId()),
        refusal("invalid spiffe ID: path cannot have a trailing slash", entry("/a/", "x:y")),
        refusal("invalid spiffe ID: path cannot contain empty segments", entry("//a", "x:y")),
        refusal("invalid spiffe ID: path cannot contain dot segments", entry("/../a", "x:y")),
        refusal(
            "invalid spiffe ID: \"spiffe://example.org\" is not a workload in trust domain \"example.org\"; path is empty",
            entry("", "x:y")),
        refusal(
            "invalid spiffe ID: \"spiffe://example.org/spire/a\" is not a workload in trust domain \"example.org\"; path is in the reserved namespace",
            entry("/spire/a", "x:y")),
        refusal(
            "invalid parent ID: \"spiffe://other.org/a\" is not a member of trust domain \"example.org\"",
            entry("/a", "x:y").setParentId(id("/a").toBuilder().setTrustDomain("other.org"))),
        refusal(
            "invalid DNS name: wildcard must be first label",
            entry("/a", "x:y").addDnsNames("a.*.b")),
        refusal("invalid DNS name: domain ends with dot", entry("/a", "x:y").addDnsNames("a.")),
        refusal(
            "hint is too long, max length is 1024 characters",
            entry("/a", "x:y").setHint("h".repeat(1025))));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anInvalidEntryIsRejectedWithTheServersMessage(String text, Entry entry) {
    var status = create(entry).getStatus();

    assertThat(status.getMessage()).isEqualTo("failed to convert entry: " + text);
    assertThat(status.getCode()).isEqualTo(3);
  }

  @Test
  void datastoreRulesAreCheckedAfterConversion() {
    assertThat(create(entry("/a", "x:y").setJwtSvidTtl(-1).build()).getStatus().getMessage())
        .isEqualTo(
            "failed to create entry: datastore-validation: invalid registration entry: JwtSvidTtl is not set");
    assertThat(create(entry("/a", "x:y").addFederatesWith("other.org").build()).getStatus())
        .satisfies(status -> {
          assertThat(status.getCode()).isEqualTo(13);
          assertThat(status.getMessage())
              .isEqualTo(
                  "failed to create entry: unable to find federated bundle \"spiffe://other.org\"");
        });
  }

  @Test
  void aSimilarEntryReturnsTheExistingOne() {
    var first = create(entry("/a", "x:1", "y:2").setHint("h").build()).getEntry();
    var again = create(entry("/a", "y:2", "x:1").setJwtSvidTtl(60).build());

    assertThat(again.getStatus().getCode()).isEqualTo(6);
    assertThat(again.getStatus().getMessage()).isEqualTo("similar entry already exists");
    assertThat(again.getEntry().getId()).isEqualTo(first.getId());
    assertThat(again.getEntry().getJwtSvidTtl()).isZero();
  }

  @Test
  void aDuplicateEntryIdIsRejectedWithoutAnEntry() {
    create(entry("/a", "x:1").setId("own.ID_1-x").build());
    var taken = create(entry("/b", "x:1").setId("own.ID_1-x").build());

    assertThat(taken.getStatus().getCode()).isEqualTo(6);
    assertThat(taken.hasEntry()).isFalse();
  }

  @Test
  void anUpdateChangesTheFieldsInItsMaskAndIncrementsTheRevision() {
    var made = create(entry("/a", "x:1").setHint("h").setJwtSvidTtl(60).build()).getEntry();
    var updated =
        world
            .entries()
            .batchUpdateEntry(
                BatchUpdateEntryRequest.newBuilder()
                    .addEntries(Entry.newBuilder().setId(made.getId()).setJwtSvidTtl(90))
                    .setInputMask(EntryMask.newBuilder().setJwtSvidTtl(true))
                    .build())
            .getResults(0)
            .getEntry();

    assertThat(updated).isEqualTo(made.toBuilder().setJwtSvidTtl(90).setRevisionNumber(1).build());
  }

  @Test
  void deletionAnswersEachId() {
    create(entry("/a", "x:1").setId("one").build());
    var results =
        world
            .entries()
            .batchDeleteEntry(
                BatchDeleteEntryRequest.newBuilder().addAllIds(List.of("one", "one", "")).build())
            .getResultsList();

    assertThat(results)
        .extracting(result -> result.getStatus().getCode() + " " + result.getStatus().getMessage())
        .containsExactly("0 OK", "5 entry not found", "3 missing entry ID");
  }

  @Test
  void aMissingEntryIsNotFound() {
    assertThatThrownBy(
            () -> world.entries().getEntry(GetEntryRequest.newBuilder().setId("x").build()))
        .hasMessage("NOT_FOUND: entry not found");
    assertThatThrownBy(() -> world.entries().getEntry(GetEntryRequest.getDefaultInstance()))
        .hasMessage("INVALID_ARGUMENT: missing ID");
  }

  @ParameterizedTest
  @CsvSource({
    "MATCH_EXACT, x:1 y:2, /both",
    "MATCH_EXACT, x:1, /one",
    "MATCH_SUBSET, x:1 y:2 z:3, /one /both",
    "MATCH_SUPERSET, x:1, /one /both",
    "MATCH_SUPERSET, y:2, /both",
    "MATCH_ANY, y:2 z:3, /both",
  })
  void aSelectorFilterUsesItsMatchType(MatchBehavior behavior, String asked, String found) {
    create(entry("/one", "x:1").build());
    create(entry("/both", "x:1", "y:2").build());
    create(entry("/other", "w:4").build());
    var match = SelectorMatch.newBuilder().setMatch(behavior);
    List.of(asked.split(" ")).forEach(text -> match.addSelectors(selector(text)));
    var request = ListEntriesRequest.newBuilder();
    request.getFilterBuilder().setBySelectors(match);

    assertThat(list(request))
        .extracting(entry -> entry.getSpiffeId().getPath())
        .containsExactly(found.split(" "));
  }

  @Test
  void aFullLastPageIsFollowedByAnEmptyOne() {
    create(entry("/a", "x:1").build());
    var sizes = new ArrayList<Integer>();
    var token = "";
    do {
      var page =
          world
              .entries()
              .listEntries(
                  ListEntriesRequest.newBuilder().setPageSize(1).setPageToken(token).build());
      sizes.add(page.getEntriesCount());
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(sizes).containsExactly(1, 1, 0);
  }

  @Test
  void anOutputMaskReturnsTheIdAndItsFields() {
    create(entry("/a", "x:1").setId("one").setHint("h").build());
    var shown =
        world
            .entries()
            .getEntry(
                GetEntryRequest.newBuilder()
                    .setId("one")
                    .setOutputMask(EntryMask.newBuilder().setHint(true))
                    .build());

    assertThat(shown).isEqualTo(Entry.newBuilder().setId("one").setHint("h").build());
  }

  private BatchCreateEntryResponse.Result create(Entry entry) {
    return world
        .entries()
        .batchCreateEntry(BatchCreateEntryRequest.newBuilder().addEntries(entry).build())
        .getResults(0);
  }

  private List<Entry> list(ListEntriesRequest.Builder request) {
    return world.entries().listEntries(request.build()).getEntriesList();
  }

  private static Arguments refusal(String text, Entry.Builder entry) {
    return Arguments.of(text, entry.build());
  }
}
