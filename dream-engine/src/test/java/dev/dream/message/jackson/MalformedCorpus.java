package dev.dream.message.jackson;

import static dev.dream.message.jackson.Cbor.bytes;
import static dev.dream.message.jackson.Cbor.head;
import static dev.dream.message.jackson.Cbor.hex;
import static dev.dream.message.jackson.Cbor.join;
import static dev.dream.message.jackson.Cbor.message;
import static dev.dream.message.jackson.Cbor.record;
import static dev.dream.message.jackson.Cbor.text;
import static dev.dream.message.jackson.Cbor.typed;
import static dev.dream.message.jackson.Samples.CODEC;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bytes that are no message, by families of what is wrong with them; the same ones every time. */
final class MalformedCorpus {

  /** Names of classes that attacks on other formats have used, and some of our own. */
  static final List<String> CLASS_NAMES =
      List.of(
          "java.lang.Runtime",
          "java.lang.ProcessBuilder",
          "java.lang.Thread",
          "java.lang.Object",
          "java.net.URLClassLoader",
          "java.util.ArrayList",
          "java.util.logging.FileHandler",
          "java.rmi.server.UnicastRemoteObject",
          "javax.script.ScriptEngineManager",
          "javax.naming.InitialContext",
          "javax.management.BadAttributeValueExpException",
          "javax.management.remote.rmi.RMIConnector",
          "javax.swing.JEditorPane",
          "com.sun.rowset.JdbcRowSetImpl",
          "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
          "com.mchange.v2.c3p0.WrapperConnectionPoolDataSource",
          "com.zaxxer.hikari.HikariDataSource",
          "org.apache.commons.collections.functors.InvokerTransformer",
          "org.apache.xbean.propertyeditor.JndiConverter",
          "org.codehaus.groovy.runtime.MethodClosure",
          "org.h2.jdbcx.JdbcDataSource",
          "org.springframework.context.support.ClassPathXmlApplicationContext",
          "ch.qos.logback.core.db.DriverManagerConnectionSource",
          "dev.dream.Dream",
          "dev.dream.message.jackson.Bait",
          "dev.dream.message.jackson.Messages$Add",
          "dev.dream.message.jackson.Messages$Tool",
          "dev.dream.process.Pid",
          "tools.jackson.databind.ObjectMapper",
          "[Ljava.lang.Thread;",
          "java.util.ArrayList<java.lang.Thread>");

  private final Map<String, List<byte[]>> families = new TreeMap<>();

  private MalformedCorpus() {
    cutAnywhere();
    withMoreBehind();
    ofOtherHeaders();
    ofClassNames();
    ofLengthsBeyondTheEnd();
    tooDeep();
    tooLong();
    ofOtherKinds();
    ofBadHeads();
    ofTags();
    ofTwiceTheSameName();
    ofBadText();
    ofBadIdentities();
    ofBadTypes();
  }

  /** Returns all inputs by family. */
  static Map<String, List<byte[]>> families() {
    return new MalformedCorpus().families;
  }

  private void add(String family, byte[] input) {
    families.computeIfAbsent(family, _ -> new ArrayList<>()).add(input);
  }

  private void cutAnywhere() {
    for (Object sample : Samples.all()) {
      byte[] valid = CODEC.encode(sample);
      for (int length = 0; length < valid.length; length++) {
        add("cut", Arrays.copyOf(valid, length));
      }
    }
  }

  private void withMoreBehind() {
    for (Object sample : Samples.all()) {
      byte[] valid = CODEC.encode(sample);
      for (String more : List.of("00", "f6", "ff", "a0", "7f", "1b", "60", "c1")) {
        add("trailing", join(valid, bytes(more)));
      }
      add("trailing", join(valid, valid));
    }
  }

  private void ofOtherHeaders() {
    for (Object sample : Samples.messages()) {
      byte[] valid = CODEC.encode(sample);
      for (int bit = 0; bit < 8; bit++) {
        for (int at = 0; at < 3; at++) {
          byte[] flipped = valid.clone();
          flipped[at] ^= (byte) (1 << bit);
          add("header", flipped);
        }
      }
    }
    add("header", bytes("0100"));
    add("header", bytes("0100a0"));
    add("header", bytes("01ff" + "61".repeat(255) + "a0"));
    for (String name : List.of("0a", "00", "7f", "1b", "c280", "ff", "c0af", "eda080", "20")) {
      add("header", bytes("01%02x".formatted(name.length() / 2) + name + "a0"));
    }
  }

  private void ofClassNames() {
    for (String name : CLASS_NAMES) {
      add("class", message(name, "a0"));
      add("class", message("Messages.Holder", record("value", typed(name, "a0"))));
      add("class", message("Messages.Holder", record("value", record("@class", text(name)))));
      add("class", message("Messages.ByClassName", record("value", record("@class", text(name)))));
      add("class", message("Messages.ByClassName", record("gadget", typed(name, "a0"))));
      add("class", message("Messages.Loading", record("type", text(name))));
      add("class", message("Messages.Typed", record("type", text(name))));
      add("class", message("Messages.Typed", record("keys", record(name, "6161"))));
      add("class", message("list", "81" + typed(name, "80")));
      add("class", message("map", record("a", typed(name, "a0"))));
      add("class", message("kennel", record("animal", typed(name, "a0"))));
    }
  }

  private void ofLengthsBeyondTheEnd() {
    for (int kind = 2; kind <= 5; kind++) {
      for (String length :
          List.of(
              "17",
              "18ff",
              "19ffff",
              "1a00ffffff",
              "1a7fffffff",
              "1affffffff",
              "1b0000000100000000",
              "1b7fffffffffffffff",
              "1bffffffffffffffff")) {
        int head = kind << 5 | Integer.parseInt(length.substring(0, 2), 16);
        String value = "%02x".formatted(head) + length.substring(2);
        for (String type : List.of("bytes", "string", "list", "map", "cart.add")) {
          add("length", message(type, value));
        }
        add("length", message("Messages.Holder", record("value", value + "6161")));
        add("length", message("cart.add", record("unknown", value + "00")));
      }
    }
  }

  private void tooDeep() {
    for (int depth : new int[] {65, 500, 100_000}) {
      for (String level :
          List.of("81", "9f", record("next", ""), "bf" + text("next"), typed("list", "81"))) {
        add("depth", message("Messages.Node", level.repeat(depth) + "f6"));
        add("depth", message("Messages.Node", record("unknown", level.repeat(depth) + "f6")));
        add("depth", message("Messages.Holder", record("value", level.repeat(depth) + "f6")));
      }
      add("depth", message("cart.add", record("count", "c1".repeat(depth) + "01")));
      add("depth", message("list", "81".repeat(depth) + "80"));
      add("depth", message("list", typed("list", "81").repeat(depth) + "f6"));
    }
  }

  private void tooLong() {
    int most = 8 * 1024 * 1024;
    add("long", message("string", head(3, most + 1) + "61".repeat(most + 1)));
    add("long", message("string", "7f" + (head(3, 65536) + "61".repeat(65536)).repeat(129) + "ff"));
    add("long", message("map", "a1" + head(3, most + 1) + "61".repeat(most + 1) + "f6"));
    add("long", new byte[17 * 1024 * 1024]);
    byte[] long17 = new byte[17 * 1024 * 1024];
    byte[] header = Header.of("string");
    System.arraycopy(header, 0, long17, 0, header.length);
    add("long", long17);
    for (int size : new int[] {1001, 1_000_000}) {
      String big = head(2, size) + "7f".repeat(size);
      String digits = head(3, size) + "31".repeat(size);
      for (String type : List.of("int", "long", "integer", "decimal", "double", "date", "string")) {
        add("long", message(type, "c2" + big));
        add("long", message(type, "c3" + big));
        add("long", message(type, "c48200" + "c2" + big));
      }
      for (String type : List.of("int", "long", "integer", "decimal", "double", "uuid", "pid")) {
        add("long", message(type, digits));
      }
    }
    for (String exponent : List.of("1a3fffffff", "3a3fffffff", "1b7fffffffffffffff")) {
      for (String type : List.of("int", "long", "integer", "date", "uuid", "string", "byte")) {
        add("long", message(type, "c482" + exponent + "01"));
      }
    }
  }

  private static final String NULL = "f6";

  /** What belongs into a component, and all kinds of values that do not. */
  private void ofOtherKinds() {
    String number = "01 20 1bffffffffffffffff c24101 ";
    String fraction = "fb3ff8000000000000 f93c00 c4822001 ";
    String words = "60 6161 ";
    String data = "40 4101 ";
    String lists = "80 8101 9fff ";
    String maps = "a0 a1616101 bfff ";
    String truth = "f4 f5 ";
    String all = number + fraction + words + data + lists + maps + truth;
    wrong(
        "cart.add",
        "count",
        "1bffffffffffffffff " + fraction + words + data + lists + maps + truth);
    wrong("cart.add", "item", number + fraction + lists + maps + truth + data);
    wrong("cart.add", "price", words + data + lists + maps + truth);
    wrong("Messages.Box", "value", lists + maps);
    wrong("Messages.Processes", "pid", all);
    wrong("Messages.Processes", "ref", all);
    wrong("Messages.Processes", "node", all);
    wrong("Messages.Processes", "id", all);
    wrong("Messages.Keys", "corners", number + fraction + words + data + lists + truth);
    wrong("Messages.Keys", "longs", "a1616101 a16131a0 " + lists + truth);
    wrong("Messages.Keys", "pids", "a161616161 " + number + lists);
    wrong(
        "Messages.Group", "shapes", number + fraction + words + data + maps + truth + "8101 8180 ");
    wrong("Messages.Group", "more", number + words + maps + truth + "8101");
    for (String component : List.of("z", "b", "s", "c", "i", "l", "f", "d")) {
      wrong("Messages.Primitives", component, NULL + " " + data + lists + maps + "60 62616a");
    }
    wrong("Messages.Primitives", "z", number + fraction);
    wrong("Messages.Primitives", "b", fraction + truth + "190100 390100");
    wrong("Messages.Primitives", "s", fraction + truth + "1a00010000");
    wrong("Messages.Primitives", "i", fraction + truth + "1b0000000100000000");
    wrong("Messages.Primitives", "d", truth);
    wrong("Messages.Primitives", "bs", number + fraction + words + lists + maps + truth);
    wrong("Messages.Primitives", "is", "8160 81f6 81f5 " + number + words + maps + truth);
    wrong("Messages.Positive", "value", "00 20 " + words);
    wrong("Messages.Failing", "value", "00 01 ");
    wrong("Messages.Network", "url", "6161 " + number + maps);
    wrong("Messages.Network", "address", text("localhost") + " 60 " + text("1.2.3.4.5 "));
    wrong(
        "Messages.Network", "socket", "6161 60 " + text("1.2.3.4:x") + " " + text("1.2.3.4:65536"));
    for (String type : List.of("cart.add", "Messages.Reset", "map", "Messages.Holder")) {
      for (String value : (number + fraction + words + data + lists + truth + NULL).split(" ")) {
        add("kind", message(type, value));
      }
    }
    for (String type : List.of("list", "set")) {
      for (String value : (number + fraction + words + data + maps + truth + NULL).split(" ")) {
        add("kind", message(type, value));
      }
    }
    for (String type : List.of("exit.plain", "Messages.Corner")) {
      for (String value : (all + NULL + " " + text("LOUD")).split(" ")) {
        add("kind", message(type, value));
      }
    }
  }

  private void wrong(String type, String component, String values) {
    for (String value : values.split(" ")) {
      add("kind", message(type, record(component, value)));
    }
  }

  private void ofBadHeads() {
    for (int head = 0; head < 256; head++) {
      int low = head & 31;
      boolean isReserved = low >= 28 && low <= 30;
      boolean isSimple = head >> 5 == 7 && (low < 20 || low == 23 || low == 24 || low == 31);
      boolean isEndless = low == 31 && (head >> 5 <= 1 || head >> 5 == 6);
      if (isReserved || isSimple || isEndless) {
        String digits = "%02x".formatted(head);
        add("head", message("cart.add", digits + "00000000"));
        add("head", message("cart.add", record("unknown", digits)));
        add("head", message("cart.add", "bf" + digits + "00ff"));
        add("head", message("Messages.Holder", record("value", digits)));
        add("head", message("list", "9f" + digits + "ff"));
        add("head", message("string", "7f" + digits + "ff"));
      }
    }
    for (String key : List.of("40", "80", "a0", "f5", "f6", "f93c00", "c24101", "7f4161ff")) {
      add("head", message("map", "a1" + key + "f6"));
    }
    for (String chunks : List.of("7f4161ff", "5f6161ff", "7f7f6161ffff", "7f01ff", "5f80ff")) {
      add("head", message("string", chunks));
      add("head", message("bytes", chunks));
    }
    add("head", message("map", "bf6161ff"));
  }

  private void ofTags() {
    for (String tag :
        List.of(
            "c0",
            "c1",
            "c5",
            "d5",
            "d6",
            "d7",
            "d818",
            "d819",
            "d81e",
            "d820",
            "d823",
            "d825",
            "d840",
            "d90100",
            "d90102",
            "d9d9f7",
            "da00010000",
            "db0000000000000002")) {
      boolean isWide = tag.startsWith("db");
      add("tag", message("cart.add", tag + "a0"));
      add("tag", message("cart.add", record("count", tag + (isWide ? "01" : "4101"))));
      add("tag", message("cart.add", record("item", tag + "6161")));
      add("tag", message("Messages.Holder", record("value", typed("long", tag + "01"))));
      add("tag", message("list", "81" + tag + "f6"));
      add("tag", message("cart.add", record("unknown", tag + "80")));
    }
    for (String number :
        List.of(
            "c2",
            "c201",
            "c26161",
            "c280",
            "c2c24101",
            "c3f6",
            "c4",
            "c480",
            "c48101",
            "c48301",
            "c482",
            "c48201",
            "c4826161",
            "c482f501",
            "c48201f5",
            "c48201c1",
            "c48201c48201",
            "c49f",
            "c4820180",
            "c4c482",
            "c482c2410101")) {
      add("tag", message("decimal", number));
      add("tag", message("cart.add", record("price", number)));
      add("tag", message("cart.add", record("unknown", number)));
    }
    String repeated = text("1/2/" + "a".repeat(100_000));
    add(
        "tag",
        message(
            "list",
            "d90100"
                + "9f"
                + typed("pid", repeated)
                + typed("pid", "d81903").repeat(100_000)
                + "ff"));
  }

  private void ofTwiceTheSameName() {
    for (String type : List.of("cart.add", "map", "Messages.Reset", "Messages.OpenKeys")) {
      String entry = text("count") + "f6";
      add("twice", message(type, "a2" + entry + entry));
      add("twice", message(type, "bf" + entry + text("a") + "f6" + entry + "ff"));
    }
    for (String entry : List.of(text("count") + "01", text("item") + "6161")) {
      add("twice", message("cart.add", "a2" + entry + entry));
      add("twice", message("cart.add", "a3" + entry + text("x") + "01" + entry));
    }
    String key = text("a") + "f6";
    add("twice", message("Messages.Holder", record("value", typed("map", "a2" + key + key))));
    add("twice", message("Messages.OpenKeys", record("map", "a2" + key + key)));
    add("twice", message("cart.add", record("unknown", "a2" + key + key)));
    add("twice", message("map", "a2" + text("1") + "f6" + "01" + "f6"));
  }

  private void ofBadText() {
    for (String utf8 :
        List.of(
            "80",
            "bf",
            "c0",
            "c0af",
            "c1bf",
            "c3",
            "c328",
            "e0",
            "e080af",
            "e28228",
            "e282",
            "eda080",
            "edbfbf",
            "f0",
            "f0288cbc",
            "f08080af",
            "f09f9a",
            "f4908080",
            "f5808080",
            "f8",
            "fc",
            "fe",
            "ff",
            "61ff62",
            "c3a4c3")) {
      String bad = head(3, utf8.length() / 2) + utf8;
      add("text", message("string", bad));
      add("text", message("string", "7f" + bad + "ff"));
      add("text", message("map", "a1" + bad + "f6"));
      add("text", message("cart.add", record("item", bad)));
      add("text", message("cart.add", record("unknown", bad)));
      add("text", message("Messages.Holder", record("value", "82" + bad + "f6")));
    }
    for (String text : List.of("", "ab", "🚀")) {
      add("text", message("char", text(text)));
    }
  }

  private void ofBadIdentities() {
    for (String text :
        List.of(
            "",
            "x",
            "1",
            "1/",
            "1/2",
            "x/1/a",
            "1/x/a",
            "99999999999999999999/1/a",
            "1/99999999999/a",
            "/",
            "//",
            "1//a",
            " 1/1/a",
            "0x1/1/a",
            "1e3/1/a")) {
      add("identity", message("pid", text(text)));
      add("identity", message("ref", text(text)));
      add("identity", message("Messages.Keys", record("pids", record(text, "6161"))));
    }
    for (String text : List.of("", "a", "a/b", "/a", "99999999999/a", "1.0/a")) {
      add("identity", message("node", text(text)));
    }
    add("identity", message("name", text("")));
    add("identity", message("name", text(" \t")));
    for (String text : List.of("", "NORMAL", "normal ", "error", "shutdown: x")) {
      add("identity", message("exit.plain", text(text)));
    }
    for (String type :
        List.of(
            "uuid",
            "instant",
            "date",
            "time",
            "datetime",
            "zoned-datetime",
            "duration",
            "period")) {
      for (String text : List.of("", "x", "-", "2026-13-45", "24:61", "\0", "P", "../../etc")) {
        add("identity", message(type, text(text)));
      }
    }
    for (String zone : List.of("", "x", "../../etc/passwd", "Europe/../Berlin", "UTC+99")) {
      add("identity", message("Messages.Times", record("zone", text(zone))));
    }
  }

  private void ofBadTypes() {
    for (String value :
        List.of(
            "80",
            "8101",
            "81" + text("string"),
            "8201" + "6161",
            "82f6" + "6161",
            "8280" + "6161",
            "82a0" + "6161",
            "82" + "44" + hex("long".getBytes(StandardCharsets.US_ASCII)) + "01",
            "83" + text("string") + "61616161",
            "a0",
            record("string", "6161"),
            record("type", text("string")),
            record("@type", text("string")),
            "9f" + text("string") + "ff",
            "9f" + text("string") + "6161" + "6161" + "ff",
            "9fff",
            typed("string", "01"),
            typed("long", "6161"),
            typed("String", "6161"),
            typed("STRING", "6161"),
            typed("string ", "6161"),
            typed("", "6161"),
            typed("strin", "6161"),
            typed("java.lang.String", "6161"),
            typed("exit", "6161"),
            typed("down", "a0"),
            typed("Down", "a0"),
            typed("exit.failure", "a0"),
            typed("list", "a0"),
            typed("map", "80"),
            typed("pid", "01"),
            typed("Messages.Shape", "a0"),
            typed("Messages.Corner", "00"),
            typed("Messages.Corner", text("round")),
            typed("Messages.Circle", "80"),
            typed("Messages.Circle", "01"),
            typed("Messages.Circle", NULL),
            typed("string", NULL))) {
      add("type", message("Messages.Holder", record("value", value)));
      add("type", message("list", "81" + value));
      add("type", message("map", record("a", value)));
      add("type", message("Messages.Holder", record("value", typed("list", "81" + value))));
    }
    for (String name : List.of("string", "cart.add", "list", "Messages.Holder", "pid")) {
      add("type", message("kennel", record("animal", typed(name, "a0"))));
      add("type", message("Messages.Group", record("frame", typed(name, "a0"))));
      add("type", message("Messages.Processes", record("reason", typed(name, "6161"))));
      add("type", message("Messages.Processes", record("address", typed(name, "a0"))));
      add("type", message("Messages.ByClassName", record("gadget", typed(name, "a0"))));
      add("type", message("Messages.Envelope", record("request", typed(name, "a0"))));
    }
    for (String name :
        List.of("Messages.Shape", "Messages.Request", "Down", "Exit", "object", "null")) {
      add("type", message(name, "a0"));
    }
  }
}
