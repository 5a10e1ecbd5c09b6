package io.spiffeaws.spire;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchDeleteEntryResponse;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryRequest;
import io.spiffeaws.spire.proto.entry.BatchUpdateEntryResponse;
import io.spiffeaws.spire.proto.entry.EntryGrpc;
import io.spiffeaws.spire.proto.entry.GetEntryRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesRequest;
import io.spiffeaws.spire.proto.entry.ListEntriesResponse;
import io.spiffeaws.spire.proto.types.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Answers each call with the next prepared message or status. If none is left, it does not answer.
final class CannedEntries extends EntryGrpc.EntryImplBase {
  final List<Message> asked = new ArrayList<>();
  private final Deque<Object> answers = new ArrayDeque<>();

  CannedEntries then(Message answer) {
    answers.add(answer);
    return this;
  }

  CannedEntries then(Status answer) {
    answers.add(answer);
    return this;
  }

  @Override
  public void listEntries(ListEntriesRequest request, StreamObserver<ListEntriesResponse> to) {
    answer(request, ListEntriesResponse.class, to);
  }

  @Override
  public void getEntry(GetEntryRequest request, StreamObserver<Entry> to) {
    answer(request, Entry.class, to);
  }

  @Override
  public void batchCreateEntry(
      BatchCreateEntryRequest request, StreamObserver<BatchCreateEntryResponse> to) {
    answer(request, BatchCreateEntryResponse.class, to);
  }

  @Override
  public void batchUpdateEntry(
      BatchUpdateEntryRequest request, StreamObserver<BatchUpdateEntryResponse> to) {
    answer(request, BatchUpdateEntryResponse.class, to);
  }

  @Override
  public void batchDeleteEntry(
      BatchDeleteEntryRequest request, StreamObserver<BatchDeleteEntryResponse> to) {
    answer(request, BatchDeleteEntryResponse.class, to);
  }

  private <T> void answer(Message request, Class<T> type, StreamObserver<T> to) {
    asked.add(request);
    switch (answers.poll()) {
      case null -> {}
      case Status status -> to.onError(status.asRuntimeException());
      case Object message -> {
        to.onNext(type.cast(message));
        to.onCompleted();
      }
    }
  }
}
