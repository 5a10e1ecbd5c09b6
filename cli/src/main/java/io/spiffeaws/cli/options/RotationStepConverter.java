package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.RotateX509Authority.Step;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/// Reads a step of a CA rotation as `spire-server localauthority x509` names it.
public final class RotationStepConverter implements ITypeConverter<Step> {
  @Override
  public Step convert(String word) {
    for (var step : Step.values()) {
      if (step.name().toLowerCase(Locale.ROOT).equals(word)) {
        return step;
      }
    }
    throw ProblemException.malformed(
        "unknown-rotation-step",
        "\"" + word + "\" is not a step of a CA rotation",
        "specify show, prepare, activate, taint or revoke");
  }
}
