package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParentReviewTest {
  private static final SpiffeId AGENT =
      SpiffeId.parse("spiffe://example.org/spire/agent/x509pop/1");
  private final FakeEntries entries = new FakeEntries();

  private final Agents agents =
      each ->
          each.accept(
              new Agent(AGENT, "x509pop", "1", Optional.empty(), List.of(), false, true, ""));

  @Test
  void acceptsAgentEntryAndServer() {
    entries.with("e", Samples.app());
    assertThat(warning(AGENT.toString())).isEmpty();
    assertThat(warning(Samples.APP.toString())).isEmpty();
    assertThat(warning("spiffe://example.org/spire/server")).isEmpty();
  }

  @Test
  void warnsOfUnknownParent() {
    assertThat(warning("spiffe://example.org/spire/agent/x509pop/2"))
        .contains(
            "the parent spiffe://example.org/spire/agent/x509pop/2 is neither an attested agent nor"
                + " an entry, so no workload gets an ID from it; to list the agents, run:"
                + " spiffe-aws agent list");
    assertThat(warning("spiffe://example.org/none")).isPresent();
  }

  @Test
  void warnsOfEachUnknownParentOfMany() {
    entries.with("e", Samples.app());
    var parents = new LinkedHashSet<>(List.of(AGENT, Samples.APP));
    for (var i = 0; i < 8; i++) {
      parents.add(SpiffeId.parse("spiffe://example.org/none/" + i));
    }
    assertThat(new ParentReview(entries, agents).warnings(parents))
        .hasSize(8)
        .allMatch(warning -> warning.startsWith("the parent spiffe://example.org/none/"));
  }

  @Test
  void doesNotWarnIfServerFails() {
    Agents silent =
        _ -> {
          throw ProblemException.refused("denied", "no", "");
        };
    assertThat(
            new ParentReview(entries, silent)
                .warning(SpiffeId.parse("spiffe://example.org/spire/agent/a/b")))
        .isEmpty();
  }

  private Optional<String> warning(String parent) {
    return new ParentReview(entries, agents).warning(SpiffeId.parse(parent));
  }
}
