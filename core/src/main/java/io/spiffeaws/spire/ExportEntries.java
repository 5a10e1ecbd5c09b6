package io.spiffeaws.spire;

/// Prints all entries as a document for [RegisterEntries] and `spire-server entry create -data`.
public final class ExportEntries {
  private final RegistrationEntries entries;
  private final EntryOwner owner;

  public ExportEntries(RegistrationEntries entries, EntryOwner owner) {
    this.entries = entries;
    this.owner = owner;
  }

  /// Prints the document.
  ///
  /// @return the document, sorted by SPIFFE ID, without the entries that another program manages
  public String run() {
    return EntriesFile.print(
        new ListEntries(entries)
            .run(EntryFilter.ALL).stream().filter(entry -> !owner.isForeign(entry.id())).toList());
  }
}
