//! A small event bus: parts of a program talk without knowing each other.

use std::collections::BTreeMap;
use std::fmt;

/// The name of a topic, such as `sensor/oxygen`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic(String);

impl Topic {
    /// Creates a topic. An empty name is a mistake of the program.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        assert!(!name.is_empty(), "a topic needs a name");
        Self(name)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Delivers events to everybody who subscribed to their topic.
#[derive(Default)]
pub struct Bus<'a, Event> {
    subscribers: BTreeMap<Topic, Vec<Box<dyn Fn(&Event) + 'a>>>,
}

impl<'a, Event> Bus<'a, Event> {
    /// Calls `handler` for each event of a topic.
    pub fn subscribe(&mut self, topic: Topic, handler: impl Fn(&Event) + 'a) {
        self.subscribers.entry(topic).or_default().push(Box::new(handler));
    }

    /// Publishes an event and returns how many subscribers received it.
    pub fn publish(&self, topic: &Topic, event: &Event) -> usize {
        let Some(handlers) = self.subscribers.get(topic) else {
            return 0;
        };
        for handler in handlers {
            handler(event);
        }
        handlers.len()
    }
}
