package io.spiffeaws.sandbox;

import io.spiffeaws.sandbox.spire.EntryStore;
import io.spiffeaws.spire.proto.types.Entry;
import java.util.List;

/// What the sandbox holds at this moment, for tests to look at.
public final class SandboxState {
  private final EntryStore entries;

  SandboxState(EntryStore entries) {
    this.entries = entries;
  }

  /// All registration entries, oldest first, the agent's alias among them.
  public List<Entry> entries() {
    return entries.all();
  }
}
