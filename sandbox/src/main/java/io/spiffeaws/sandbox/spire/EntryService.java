package io.spiffeaws.sandbox.spire;

import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryResponse;
import io.spiffeaws.spire.proto.entry.CountEntriesRequest;
import io.spiffeaws.spire.proto.entry.CountEntriesResponse;
import io.spiffeaws.spire.proto.entry.EntryGrpc;
import io.spiffeaws.spire.proto.entry.GetEntryRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesResponse;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.Status;

/// `spire.api.server.entry.v1.Entry`, with the behaviour of SPIRE's
/// `pkg/server/api/entry/v1/service.go`.
final class EntryService extends EntryGrpc.EntryImplBase {
  private static final Status OK = Status.newBuilder().setMessage("OK").build();

  private final EntryStore store;
  private final EntryValidation form;
  private final EntryPages pages;
  private final String trustDomain;

  EntryService(EntryStore store, String trustDomain) {
    this.store = store;
    this.trustDomain = trustDomain;
    this.form = new EntryValidation(trustDomain);
    this.pages = new EntryPages(store);
  }

  @Override
  public void countEntries(
      CountEntriesRequest request, StreamObserver<CountEntriesResponse> answer) {
    UnaryCalls.answer(
        answer,
        () -> {
          var query = query(request.hasFilter(), request.getFilter());
          return CountEntriesResponse.newBuilder().setCount(count(query)).build();
        });
  }

  private int count(EntryQuery query) throws RequestError {
    try {
      return pages.page(query, 0, "").entries().size();
    } catch (RequestError e) {
      throw e.during("failed to count entries");
    }
  }

  @Override
  public void listEntries(ListEntriesRequest request, StreamObserver<ListEntriesResponse> answer) {
    UnaryCalls.answer(answer, () -> list(request));
  }

  private ListEntriesResponse list(ListEntriesRequest request) throws RequestError {
    var query = query(request.hasFilter(), request.getFilter());
    try {
      var page = pages.page(query, request.getPageSize(), request.getPageToken());
      var mask = mask(request.hasOutputMask(), request.getOutputMask());
      var response = ListEntriesResponse.newBuilder().setNextPageToken(page.nextToken());
      page.entries().forEach(entry -> response.addEntries(EntryMasks.shown(entry, mask)));
      return response.build();
    } catch (RequestError e) {
      throw e.during("failed to list entries");
    }
  }

  @Override
  public void getEntry(GetEntryRequest request, StreamObserver<Entry> answer) {
    UnaryCalls.answer(
        answer,
        () -> {
          if (request.getId().isEmpty()) {
            throw RequestError.invalid("missing ID");
          }
          var entry =
              store
                  .find(request.getId())
                  .orElseThrow(() -> RequestError.notFound("entry not found"));
          return EntryMasks.shown(entry, mask(request.hasOutputMask(), request.getOutputMask()));
        });
  }

  @Override
  public void batchCreateEntry(
      BatchCreateEntryRequest request, StreamObserver<BatchCreateEntryResponse> answer) {
    var mask = mask(request.hasOutputMask(), request.getOutputMask());
    UnaryCalls.answer(
        answer,
        () -> {
          var response = BatchCreateEntryResponse.newBuilder();
          request.getEntriesList().forEach(entry -> response.addResults(create(entry, mask)));
          return response.build();
        });
  }

  private BatchCreateEntryResponse.Result create(Entry entry, EntryMask mask) {
    var result = BatchCreateEntryResponse.Result.newBuilder();
    try {
      var created = stored(converted(entry, EntryMasks.ALL));
      return result
          .setStatus(
              created.existing() ? status(Code.ALREADY_EXISTS, "similar entry already exists") : OK)
          .setEntry(
              EntryMasks.shown(
                  created.existing() ? created.entry() : EntryMasks.written(created.entry()), mask))
          .build();
    } catch (RequestError e) {
      return result.setStatus(status(e)).build();
    }
  }

  private EntryStore.Created stored(Entry entry) throws RequestError {
    try {
      return store.create(entry);
    } catch (RequestError e) {
      throw e.during("failed to create entry");
    }
  }

  @Override
  public void batchUpdateEntry(
      BatchUpdateEntryRequest request, StreamObserver<BatchUpdateEntryResponse> answer) {
    var input = mask(request.hasInputMask(), request.getInputMask());
    var output = mask(request.hasOutputMask(), request.getOutputMask());
    UnaryCalls.answer(
        answer,
        () -> {
          var response = BatchUpdateEntryResponse.newBuilder();
          request
              .getEntriesList()
              .forEach(entry -> response.addResults(update(entry, input, output)));
          return response.build();
        });
  }

  private BatchUpdateEntryResponse.Result update(Entry entry, EntryMask input, EntryMask output) {
    var result = BatchUpdateEntryResponse.Result.newBuilder();
    try {
      var updated = updated(converted(entry, input), input);
      return result
          .setStatus(OK)
          .setEntry(EntryMasks.shown(EntryMasks.written(updated), output))
          .build();
    } catch (RequestError e) {
      return result.setStatus(status(e)).build();
    }
  }

  private Entry updated(Entry entry, EntryMask mask) throws RequestError {
    try {
      return store.update(entry, mask);
    } catch (RequestError e) {
      throw e.code() == Code.NOT_FOUND
          ? e.saying("failed to update entry")
          : e.during("failed to update entry");
    }
  }

  @Override
  public void batchDeleteEntry(
      BatchDeleteEntryRequest request, StreamObserver<BatchDeleteEntryResponse> answer) {
    UnaryCalls.answer(
        answer,
        () -> {
          var response = BatchDeleteEntryResponse.newBuilder();
          request
              .getIdsList()
              .forEach(id -> response.addResultsBuilder().setId(id).setStatus(delete(id)));
          return response.build();
        });
  }

  private Status delete(String id) {
    if (id.isEmpty()) {
      return status(Code.INVALID_ARGUMENT, "missing entry ID");
    }
    return store.delete(id) ? OK : status(Code.NOT_FOUND, "entry not found");
  }

  private Entry converted(Entry entry, EntryMask mask) throws RequestError {
    try {
      return form.convert(entry, mask);
    } catch (RequestError e) {
      throw e.during("failed to convert entry");
    }
  }

  private EntryQuery query(boolean present, ListEntriesRequest.Filter filter) throws RequestError {
    return present ? EntryQuery.of(filter, trustDomain) : EntryQuery.ALL;
  }

  private static EntryMask mask(boolean present, EntryMask mask) {
    return present ? mask : EntryMasks.ALL;
  }

  private static Status status(RequestError refusal) {
    return status(refusal.code(), refusal.text());
  }

  private static Status status(Code code, String message) {
    return Status.newBuilder().setCode(code.value()).setMessage(message).build();
  }
}
