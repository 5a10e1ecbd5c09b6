package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.ImageSingletons;
import picocli.CommandLine;

/// Provides the complete command tree from the image. A Java runtime builds only the part that a
/// command line requires.
@TargetClass(className = "io.spiffeaws.cli.CommandTree")
final class PrebuiltCommandTree {
  private PrebuiltCommandTree() {}

  @Substitute
  static CommandLine reachedBy(String... arguments) {
    return ImageSingletons.lookup(PrebuiltCommands.class).root();
  }

  @Substitute
  static CommandLine around(String... arguments) {
    return ImageSingletons.lookup(PrebuiltCommands.class).root();
  }
}
