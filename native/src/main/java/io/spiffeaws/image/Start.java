package io.spiffeaws.image;

import io.spiffeaws.cli.Main;
import org.graalvm.nativeimage.VMRuntime;

/// Where the binary starts: the runtime is told to begin, as it does by itself only where it also
/// takes `-Xmx`, `-XX:` and `-D` out of the command line, from the command after `exec` too.
public final class Start {
  private Start() {}

  public static void main(String[] arguments) {
    VMRuntime.initialize();
    Main.main(arguments);
  }
}
