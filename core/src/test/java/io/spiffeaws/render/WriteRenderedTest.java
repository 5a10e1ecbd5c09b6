package io.spiffeaws.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change.Action;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteRenderedTest {
  private static final RenderedFile A = new RenderedFile("a.conf", "a = 1\nb = 2\n");
  private static final RenderedFile A2 = new RenderedFile("a.conf", "a = 1\nb = 3\n");
  private static final RenderedFile B = new RenderedFile("b.conf", "b\n");

  @TempDir private Path directory;

  @Test
  void writesEachFileOnceReadableByAll() throws IOException {
    assertThat(actions(false, A, B)).containsExactly(Action.CREATED, Action.CREATED);
    assertThat(actions(false, A, B)).containsExactly(Action.UNCHANGED, Action.UNCHANGED);
    assertThat(out().resolve("a.conf")).hasContent(A.text());
    assertThat(Files.getPosixFilePermissions(out().resolve("b.conf"))).hasSize(4);
  }

  @Test
  void updatesUnchangedFiles() {
    actions(false, A);
    var change = run(false, false, A2).getFirst();
    assertThat(change.action()).isEqualTo(Action.UPDATED);
    assertThat(change.detail()).isEqualTo("- b = 2\n+ b = 3");
    assertThat(out().resolve("a.conf")).hasContent(A2.text());
  }

  @Test
  void writesNothingIfAFileWasChangedByHand() throws IOException {
    actions(false, A, B);
    Files.writeString(out().resolve("a.conf"), "mine\n");

    refused(new RenderedFile("b.conf", "new\n"), A2);

    assertThat(out().resolve("a.conf")).hasContent("mine\n");
    assertThat(out().resolve("b.conf")).hasContent("b\n");
  }

  @Test
  void rejectsAFileOfAnotherProgram() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("a.conf"), "another's\n");
    refused(A);
  }

  @Test
  void replacesAFileIfForced() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("a.conf"), "another's\n");
    assertThat(actions(true, A)).containsExactly(Action.UPDATED);
    assertThat(actions(false, A2)).containsExactly(Action.UPDATED);
  }

  @Test
  void acceptsAnIdenticalFileAsItsOwn() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("a.conf"), A.text());
    assertThat(actions(false, A)).containsExactly(Action.UNCHANGED);
    assertThat(actions(false, A2)).containsExactly(Action.UPDATED);
  }

  @Test
  void keepsTheSumsOfOtherFiles() {
    actions(false, A);
    actions(false, B);
    assertThat(actions(false, A2)).containsExactly(Action.UPDATED);
  }

  @Test
  void rejectsAFileOfAnotherResource() {
    var mine = new RenderedFile("app.yaml", "name: app\nnamespace: a\n", "namespace: a\n");
    var theirs = new RenderedFile("app.yaml", "name: app\nnamespace: b\n", "namespace: b\n");
    actions(false, mine);

    assertThatThrownBy(() -> actions(false, theirs))
        .isInstanceOf(ProblemException.class)
        .hasMessage("app.yaml in " + out() + " was rendered for another resource of the same name");
    assertThat(out().resolve("app.yaml")).hasContent(mine.text());
    assertThat(actions(true, theirs)).containsExactly(Action.UPDATED);
  }

  @Test
  void aDryRunWritesNothing() {
    assertThat(run(false, true, A).getFirst().action()).isEqualTo(Action.CREATED);
    assertThat(out()).doesNotExist();
  }

  private void refused(RenderedFile... files) {
    assertThatThrownBy(() -> actions(false, files))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class))
        .hasMessage("a.conf in " + out() + " was changed by hand or written by another program");
  }

  private List<Action> actions(boolean force, RenderedFile... files) {
    return run(force, false, files).stream().map(change -> change.action()).toList();
  }

  private List<io.spiffeaws.change.Change> run(
      boolean force, boolean dryRun, RenderedFile... files) {
    return new WriteRendered()
        .run(new WriteRendered.Request(out(), List.of(files), force, dryRun))
        .changes();
  }

  private Path out() {
    return directory.resolve("out");
  }
}
