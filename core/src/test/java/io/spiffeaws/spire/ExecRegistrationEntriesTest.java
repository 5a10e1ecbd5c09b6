package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecRegistrationEntriesTest {
  private static final String SHOWN =
      "{\"admin\":false,\"created_at\":\"1795451899\",\"dns_names\":[],\"downstream\":false,"
          + "\"expires_at\":\"0\",\"federates_with\":[],\"hint\":\"\",\"id\":\"e-1\","
          + "\"jwt_svid_ttl\":0,\"later\":1,"
          + "\"parent_id\":{\"path\":\"/host\",\"trust_domain\":\"example.org\"},"
          + "\"revision_number\":\"0\",\"selectors\":[{\"type\":\"unix\",\"value\":\"uid:1000\"}],"
          + "\"spiffe_id\":{\"path\":\"/s3-app\",\"trust_domain\":\"example.org\"},"
          + "\"store_svid\":false,\"x509_svid_ttl\":0}";
  private static final String NONE = "echo '{\"entries\":[],\"next_page_token\":\"\"}'";
  private static final String ONE = "echo '{\"entries\":[" + SHOWN + "]}'";

  @TempDir private Path directory;

  @Test
  void listsDownstreamEntriesWithSecondCommand() throws IOException {
    var found = new ArrayList<RegistrationEntry>();
    entries("case \"$*\" in *-downstream*) " + NONE + ";; *) " + ONE + ";; esac")
        .list(EntryFilter.byKey(Samples.app().key()), found::add);
    assertThat(found).extracting(RegistrationEntry::id).containsExactly("e-1");
    assertThat(commands())
        .containsExactly(
            "entry show -socketPath /s -output json -spiffeID spiffe://example.org/s3-app"
                + " -parentID spiffe://example.org/host -selector unix:uid:1000"
                + " -matchSelectorsOn exact",
            "entry show -socketPath /s -output json -spiffeID spiffe://example.org/s3-app"
                + " -parentID spiffe://example.org/host -selector unix:uid:1000"
                + " -matchSelectorsOn exact -downstream");
  }

  @Test
  void passesNoArgumentWithShellCharacters() throws IOException {
    var filter =
        new EntryFilter(
            Optional.empty(),
            Optional.empty(),
            List.of(Selector.parse("unix:path:/a;rm -rf $HOME")),
            SelectorMatch.ANY,
            Optional.of("`x`"));
    var entries = entries(ONE);
    var found = new ArrayList<RegistrationEntry>();
    entries.list(filter, found::add);
    assertThat(found).isEmpty();
    assertThat(entries.get("e-1;reboot")).isEmpty();
    assertThat(commands())
        .containsExactly(
            "entry show -socketPath /s -output json",
            "entry show -socketPath /s -output json -downstream");
  }

  @Test
  void looksUpExistingEntry() throws IOException {
    var results =
        entries(
                "case \"$*\" in *create*) echo '{\"results\":[{\"entry\":"
                    + SHOWN.replace("e-1", "")
                    + ",\"status\":{\"code\":6,\"message\":\"similar entry already exists\"}}]}';;"
                    + " *-downstream*) "
                    + NONE
                    + ";; *) "
                    + ONE
                    + ";; esac")
            .create(List.of(Samples.app()));
    assertThat(results)
        .satisfiesExactly(result ->
            assertThat(result)
                .isInstanceOfSatisfying(
                    BatchItemResult.Exists.class,
                    there -> assertThat(there.entry().id()).isEqualTo("e-1")));
  }

  @Test
  void sendsEntriesOnStandardInput() throws IOException {
    var results =
        entries(
                "cat > "
                    + directory.resolve("stdin")
                    + "; echo '{\"results\":[{\"entry\":"
                    + SHOWN
                    + ",\"status\":{\"code\":0,\"message\":\"OK\"}}]}'")
            .update(List.of(Samples.app()), Set.of(EntryField.HINT));
    assertThat(results.getFirst()).isInstanceOf(BatchItemResult.Done.class);
    assertThat(Files.readString(directory.resolve("stdin")))
        .isEqualTo(EntriesFile.print(List.of(Samples.app())));
    assertThat(commands()).containsExactly("entry update -socketPath /s -output json -data -");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '%',
      value = {
        "true > Unexpected > is not the JSON of spire-server",
        "echo '{' > Unexpected > is not the JSON of spire-server",
        "echo no such pod __ exit 1 > Unreachable > exit code 1: no such pod",
        "exit 127 > Malformed > cannot run",
        "echo 'Error: rpc error: code = Unavailable desc = x' __ exit 1 > Unreachable > socket",
        "echo 'Error: rpc error: code = PermissionDenied desc = x' __ exit 1 > Refused > denied",
        "echo 'Error: rpc error: code = Internal desc = locked' __ exit 1 > Unreachable > locked"
      })
  void translatesResultOfCommand(String script, String kind, String message) throws IOException {
    var entries = entries(script.replace("__", ">&2;"));
    assertThatThrownBy(() -> entries.list(EntryFilter.ALL, _ -> {}))
        .hasMessageContaining(message)
        .hasMessageNotContaining("rpc error")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().getClass().getSimpleName()).isEqualTo(kind));
  }

  @Test
  void returnsEmptyIfServerAnswersNotFound() throws IOException {
    var words = "Error: error fetching entry ID e-2: rpc error: code = NotFound desc = not found";
    assertThat(entries("echo '" + words + "' >&2; exit 1").get("e-2")).isEmpty();
  }

  @Test
  void killsHangingCommandAndItsChildren() throws IOException {
    var entries =
        entries(
            "sleep 600 & echo $! > " + directory.resolve("child") + "; wait",
            Duration.ofSeconds(2));
    assertThatThrownBy(() -> entries.list(EntryFilter.ALL, _ -> {}))
        .hasMessageContaining("did not answer within 2s");
    var child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
    assertThat(ProcessHandle.of(child).map(ProcessHandle::onExit).map(exit -> exit.join()))
        .satisfies(gone -> gone.ifPresent(process -> assertThat(process.isAlive()).isFalse()));
  }

  private RegistrationEntries entries(String script) throws IOException {
    return entries(script, Duration.ofSeconds(60));
  }

  private RegistrationEntries entries(String script, Duration timeout) throws IOException {
    return new ExecRegistrationEntries(new SpireServerScript(directory).answering(script, timeout));
  }

  private List<String> commands() throws IOException {
    return new SpireServerScript(directory).commands();
  }
}
