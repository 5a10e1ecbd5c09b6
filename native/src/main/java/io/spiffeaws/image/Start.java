package io.spiffeaws.image;

import io.spiffeaws.cli.Main;
import org.graalvm.nativeimage.VMRuntime;

/// The entry point of the binary. It starts the runtime explicitly. If the runtime started
/// automatically, it would also remove `-Xmx`, `-XX:` and `-D` from the command line, even from the
/// command after `exec`.
public final class Start {
  private Start() {}

  public static void main(String[] arguments) {
    VMRuntime.initialize();
    Main.main(arguments);
  }
}
