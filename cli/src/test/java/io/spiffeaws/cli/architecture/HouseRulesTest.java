package io.spiffeaws.cli.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseRulesTest {
  private JavaClasses house;
  private JavaClasses offenders;

  @BeforeAll
  void read() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.spiffeaws");
    offenders = new ClassFileImporter().importPackages("io.spiffeaws.offender");
  }

  static Set<String> rules() {
    return HouseRules.all().keySet();
  }

  private static ArchRule rule(String name) {
    return Objects.requireNonNull(HouseRules.all().get(name));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramFollowsEveryRule(String rule) {
    rule(rule).check(house);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleDetectsAViolation(String rule) {
    assertThatThrownBy(() -> rule(rule).check(offenders))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.spiffeaws.offender");
  }
}
