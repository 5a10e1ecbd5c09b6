package io.spiffeaws.sandbox.workload;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.spiffeaws.json.Json;

/// Converts JSON to protobuf's `Struct`, whose numbers are doubles.
final class Structs {
  private Structs() {}

  static Struct of(Json.Obj object) {
    var struct = Struct.newBuilder();
    object.members().forEach((name, value) -> struct.putFields(name, value(value)));
    return struct.build();
  }

  private static Value value(Json json) {
    var value = Value.newBuilder();
    return switch (json) {
      case Json.Obj object -> value.setStructValue(of(object)).build();
      case Json.Arr(var items) -> {
        var list = ListValue.newBuilder();
        items.forEach(item -> list.addValues(value(item)));
        yield value.setListValue(list).build();
      }
      case Json.Str(var text) -> value.setStringValue(text).build();
      case Json.Num(var digits) -> value.setNumberValue(Double.parseDouble(digits)).build();
      case Json.Bool(var bool) -> value.setBoolValue(bool).build();
      case Json.Null() -> value.setNullValue(NullValue.NULL_VALUE).build();
    };
  }
}
