package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// In-memory entries of a server, with the server's rules for duplicate entries.
public final class FakeEntries implements RegistrationEntries {
  public final List<RegistrationEntry> held = new ArrayList<>();
  public final List<String> calls = new ArrayList<>();

  /// The number of calls that are answered before the server becomes unreachable.
  public int callsLeft = Integer.MAX_VALUE;

  /// Called when a call to delete entries was answered.
  public Runnable afterDelete = () -> {};

  /// The IDs that the server rejects.
  public Optional<SpiffeId> refused = Optional.empty();

  public FakeEntries with(String id, RegistrationEntry entry) {
    held.add(identified(id, entry));
    return this;
  }

  @Override
  public void list(EntryFilter filter, Consumer<RegistrationEntry> each) {
    called("list");
    List.copyOf(held).stream().filter(filter::passes).forEach(each);
  }

  @Override
  public Optional<RegistrationEntry> get(String id) {
    called("get");
    return held.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  @Override
  public List<BatchItemResult> create(List<RegistrationEntry> entries) {
    called("create " + entries.size());
    return entries.stream().map(this::create).toList();
  }

  @Override
  public List<BatchItemResult> update(List<RegistrationEntry> entries, Set<EntryField> fields) {
    called("update " + entries.size() + " " + fields);
    return entries.stream().map(entry -> update(entry, fields)).toList();
  }

  @Override
  public List<BatchItemResult> replace(List<RegistrationEntry> entries) {
    called("replace " + entries.size());
    return entries.stream().map(this::replace).toList();
  }

  private BatchItemResult replace(RegistrationEntry entry) {
    if (held.removeIf(before -> before.id().equals(entry.id()))) {
      held.add(entry);
      return new BatchItemResult.Done(entry);
    }
    return new BatchItemResult.Failed(new Problem.Missing("no-such-entry", "gone", ""));
  }

  @Override
  public List<Optional<Problem>> delete(List<String> ids) {
    called("delete " + ids.size());
    ids.forEach(id -> held.removeIf(entry -> entry.id().equals(id)));
    afterDelete.run();
    return ids.stream().map(_ -> Optional.<Problem>empty()).toList();
  }

  private BatchItemResult create(RegistrationEntry entry) {
    if (refused.filter(entry.spiffeId()::equals).isPresent()) {
      return new BatchItemResult.Failed(new Problem.Refused("no", "the server will not", ""));
    }
    var same = held.stream().filter(other -> other.key().equals(entry.key())).findFirst();
    if (same.isPresent()) {
      return new BatchItemResult.Exists(same.get());
    }
    var made = entry.id().isEmpty() ? identified("made-" + (held.size() + 1), entry) : entry;
    held.add(made);
    return new BatchItemResult.Done(made);
  }

  private BatchItemResult update(RegistrationEntry entry, Set<EntryField> fields) {
    for (var i = 0; i < held.size(); i++) {
      var before = held.get(i);
      if (before.id().equals(entry.id())) {
        held.set(i, before.with(before.settings().with(fields, entry.settings())));
        return new BatchItemResult.Done(held.get(i));
      }
    }
    return new BatchItemResult.Failed(new Problem.Missing("no-such-entry", "gone", ""));
  }

  private void called(String call) {
    if (callsLeft-- <= 0) {
      throw ProblemException.unreachable("server-down", "the server is gone", "");
    }
    calls.add(call);
  }

  private static RegistrationEntry identified(String id, RegistrationEntry entry) {
    return new RegistrationEntry(id, entry.key(), entry.settings(), 0, Optional.empty());
  }
}
