package io.spiffeaws.spire;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonItems;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.function.Consumer;

/// A document of entries, `{"entries":[…]}`, in the format of `spire-server entry create -data`. It
/// also accepts the output of `spire-server entry show -output json`. The document is streamed, and
/// can be read several times.
///
/// @param name the document's name in messages
/// @param content opens the document from its beginning
public record EntriesFile(String name, Content content) {
  /// Opens a document from its beginning.
  public interface Content {
    InputStream open() throws IOException;
  }

  /// Passes each entry to the consumer.
  ///
  /// @throws ProblemException malformed, with entry and line, if the document breaks a rule;
  ///   unexpected, if it cannot be read
  public void forEach(Consumer<RegistrationEntry> each) {
    var count = new int[1];
    try (var in = content.open()) {
      new JsonItems(name, "entries")
          .read(in, (item, line) -> each.accept(entry(item, ++count[0], line)));
    } catch (ProblemException e) {
      throw e.problem().message().startsWith(name + JsonItems.UNUSABLE) ? withFormat(e) : e;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-read",
          "cannot read " + name + ": " + FileFailure.readReason(e),
          "specify a readable file, or - for standard input");
    }
  }

  /// Returns the document of these entries, one entry per line.
  public static String print(Collection<RegistrationEntry> entries) {
    var text = new StringBuilder("{\"entries\":[");
    var separator = "\n";
    for (var entry : entries) {
      text.append(separator).append(JsonText.compact(EntryJson.write(entry)));
      separator = ",\n";
    }
    return text.append("\n]}\n").toString();
  }

  private static ProblemException withFormat(ProblemException failure) {
    return ProblemException.malformed(
        failure.problem().code(), failure.problem().message(), JsonMembers.FORMAT);
  }

  private RegistrationEntry entry(Json item, int number, int line) {
    try {
      var entry = EntryJson.read(item, true);
      EntryRules.check(entry);
      return entry;
    } catch (ProblemException e) {
      throw ProblemException.malformed(
          "malformed-entries",
          name + ", entry " + number + " on line " + line + ": " + e.problem().message(),
          e.problem().hint());
    }
  }
}
