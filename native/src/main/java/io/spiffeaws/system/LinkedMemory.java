package io.spiffeaws.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CLongPointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/// Memory for arguments of C functions, released as a whole. Pointers are stored as numbers,
/// because native-image's word types are not objects.
public final class LinkedMemory implements AutoCloseable {
  private static final int SIGSET_BYTES = 128;

  private final List<Long> blocks = new ArrayList<>();

  /// Allocates zeroed memory.
  public PointerBase allocate(int bytes) {
    PointerBase block = UnmanagedMemory.calloc(bytes);
    blocks.add(block.rawValue());
    return block;
  }

  public CCharPointer copy(byte[] bytes) {
    var copy = (CCharPointer) allocate(bytes.length);
    write(bytes, copy);
    return copy;
  }

  public CCharPointer text(Path path) {
    return text(path.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Allocates a null-terminated array of strings.
  public CCharPointerPointer array(List<byte[]> texts) {
    CCharPointerPointer array =
        (CCharPointerPointer) allocate((texts.size() + 1) * SizeOf.get(CCharPointerPointer.class));
    for (var i = 0; i < texts.size(); i++) {
      array.write(i, text(texts.get(i)));
    }
    return array;
  }

  /// Allocates a signal set: signal number n is bit n - 1.
  public CLongPointer signals(long set) {
    var signals = (CLongPointer) allocate(SIGSET_BYTES);
    signals.write(set);
    return signals;
  }

  @Override
  public void close() {
    for (long block : blocks) {
      UnmanagedMemory.free(WordFactory.pointer(block));
    }
  }

  /// Allocates a zero-terminated string.
  private CCharPointer text(byte[] bytes) {
    var text = (CCharPointer) allocate(bytes.length + 1);
    write(bytes, text);
    return text;
  }

  private static void write(byte[] bytes, CCharPointer to) {
    for (var i = 0; i < bytes.length; i++) {
      to.write(i, bytes[i]);
    }
  }
}
