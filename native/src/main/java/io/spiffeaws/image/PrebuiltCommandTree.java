package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.ImageSingletons;
import picocli.CommandLine;

/// Where a Java runtime builds what of the tree a command line names, the image has all of it.
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
