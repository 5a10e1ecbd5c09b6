package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryRequest;
import io.spiffeaws.spire.proto.entry.EntryGrpc;
import io.spiffeaws.spire.proto.entry.GetEntryRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesRequest;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Manages entries with the server's API, `spire.api.server.entry.v1.Entry`.
public final class GrpcRegistrationEntries implements RegistrationEntries {
  /// The page size of SPIRE's own command line; a page is far below the message limit of 4 MiB.
  private static final int PAGE = 500;

  private final GrpcSpireServer server;
  private final EntryGrpc.EntryBlockingStub stub;

  public GrpcRegistrationEntries(GrpcSpireServer server) {
    this.server = server;
    this.stub = EntryGrpc.newBlockingStub(server.channel());
  }

  @Override
  public void list(EntryFilter filter, Consumer<RegistrationEntry> each) {
    var request =
        ListEntriesRequest.newBuilder().setFilter(ProtoEntries.message(filter)).setPageSize(PAGE);
    var tokens = new PageTokens("ListEntries");
    do {
      var page = request.build();
      var answer = server.call(stub, "ListEntries", to -> to.listEntries(page));
      answer.getEntriesList().forEach(entry -> each.accept(ProtoEntries.entry(entry)));
      request.setPageToken(answer.getNextPageToken());
    } while (tokens.follow(request.getPageToken()));
  }

  @Override
  public Optional<RegistrationEntry> get(String id) {
    var request = GetEntryRequest.newBuilder().setId(id).build();
    try {
      var entry = server.call(stub, "GetEntry", to -> to.getEntry(request));
      return Optional.of(ProtoEntries.entry(entry));
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Missing) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<BatchItemResult> create(List<RegistrationEntry> entries) {
    var request =
        BatchCreateEntryRequest.newBuilder()
            .addAllEntries(entries.stream().map(ProtoEntries::message).toList())
            .build();
    var answer = server.call(stub, "BatchCreateEntry", to -> to.batchCreateEntry(request));
    checkCount(entries.size(), answer.getResultsCount());
    return answer.getResultsList().stream()
        .map(result -> result(result.getStatus(), result.hasEntry(), result.getEntry()))
        .toList();
  }

  @Override
  public List<BatchItemResult> update(List<RegistrationEntry> entries, Set<EntryField> fields) {
    return update(entries, ProtoEntries.mask(fields));
  }

  @Override
  public List<BatchItemResult> replace(List<RegistrationEntry> entries) {
    var all = ProtoEntries.mask(EnumSet.allOf(EntryField.class)).toBuilder();
    return update(entries, all.setSpiffeId(true).setParentId(true).setSelectors(true).build());
  }

  private List<BatchItemResult> update(List<RegistrationEntry> entries, EntryMask mask) {
    var request =
        BatchUpdateEntryRequest.newBuilder()
            .addAllEntries(entries.stream().map(ProtoEntries::message).toList())
            .setInputMask(mask)
            .build();
    var answer = server.call(stub, "BatchUpdateEntry", to -> to.batchUpdateEntry(request));
    checkCount(entries.size(), answer.getResultsCount());
    return answer.getResultsList().stream()
        .map(result -> result(result.getStatus(), result.hasEntry(), result.getEntry()))
        .toList();
  }

  @Override
  public List<Optional<Problem>> delete(List<String> ids) {
    var request = BatchDeleteEntryRequest.newBuilder().addAllIds(ids).build();
    var answer = server.call(stub, "BatchDeleteEntry", to -> to.batchDeleteEntry(request));
    checkCount(ids.size(), answer.getResultsCount());
    return answer.getResultsList().stream().map(result -> problem(result.getStatus())).toList();
  }

  /// Converts a result. If the entry already exists, the answer contains it, unless only its entry
  /// ID is taken.
  private static BatchItemResult result(Status status, boolean hasEntry, Entry entry) {
    if (status.getCode() == ServerProblems.OK) {
      return new BatchItemResult.Done(ProtoEntries.entry(entry));
    }
    return status.getCode() == ServerProblems.ALREADY_EXISTS && hasEntry
        ? new BatchItemResult.Exists(ProtoEntries.entry(entry))
        : new BatchItemResult.Failed(ServerProblems.of(status.getCode(), status.getMessage()));
  }

  private static Optional<Problem> problem(Status status) {
    return status.getCode() == ServerProblems.OK
        ? Optional.empty()
        : Optional.of(ServerProblems.of(status.getCode(), status.getMessage()));
  }

  private static void checkCount(int asked, int answered) {
    if (asked != answered) {
      throw ProblemException.unexpected(
          "unknown-answer",
          "the SPIRE server returned results for " + answered + " of " + asked + " entries",
          "");
    }
  }
}
