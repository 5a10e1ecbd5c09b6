package io.spiffeaws.spire;

/// Prints all entries as a document that [RegisterEntries] and `spire-server entry create -data`
/// read.
public final class ExportEntries {
  private final RegistrationEntries entries;
  private final EntryOwner owner;

  public ExportEntries(RegistrationEntries entries, EntryOwner owner) {
    this.entries = entries;
    this.owner = owner;
  }

  /// @return the document, by SPIFFE ID, without the entries that another program keeps
  public String run() {
    return EntriesFile.print(
        new ListEntries(entries)
            .run(EntryFilter.ALL).stream().filter(entry -> !owner.foreign(entry.id())).toList());
  }
}
