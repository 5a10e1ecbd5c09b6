package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDifferenceTest {
  private static final String ROLE =
      "{'kind':'role','name':'app','action':'%s','detail':'%s'}".replace('\'', '"');

  @Test
  void equalChangesDoNotDiffer() {
    assertThat(difference("[" + role("created", "+ a") + "]", "[" + role("created", "+ a") + "]"))
        .isEmpty();
  }

  @Test
  void anotherActionIsShownWithoutDetails() {
    assertThat(difference("[" + role("created", "+ a") + "]", "[" + role("updated", "+ b") + "]"))
        .containsExactly("- will create  role  app", "+ will update  role  app");
  }

  @Test
  void theSameActionIsShownWithTheDetailsThatDiffer() {
    assertThat(
            difference(
                "[" + role("updated", "+ a\\n+ b") + "]", "[" + role("updated", "+ a\\n+ c") + "]"))
        .containsExactly("  will update  role  app", "  - + b", "  + + c");
  }

  @Test
  void aResourceOfOnePlanAloneIsShown() {
    assertThat(difference("[" + role("deleted", "") + "]", "[]"))
        .containsExactly("- will delete  role  app");
    assertThat(difference("[]", "[" + role("created", "") + "]"))
        .containsExactly("+ will create  role  app");
  }

  @Test
  void whatIsNotAListOfChangesIsComparedAsText() {
    assertThat(difference("{\"a\": 1}", "[]")).isNotEmpty();
    var twice = role("created", "") + "," + role("deleted", "");
    assertThat(difference("[" + twice + "]", "[]")).contains("-     \"action\": \"created\",");
  }

  private static String role(String action, String detail) {
    return ROLE.formatted(action, detail);
  }

  private static List<String> difference(String saved, String created) {
    return PlanDifference.ofChanges(
        JsonText.parse(saved, "saved"), JsonText.parse(created, "created"));
  }
}
