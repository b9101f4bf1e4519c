//! Limits the number of open connections, so that strangers cannot take the place of others.
//!
//! A connection is trusted as soon as it has sent a request of a paired phone or of the user's own
//! windows. When all places are taken, a new connection gets the place of the oldest one that is
//! not trusted, at the address that has most of them. So a computer that opens connections and
//! sends nothing competes only with itself, and never with a phone that is paired.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::Request;
use tokio::sync::Notify;

/// Maximum number of open connections of a site. A browser opens six for all its windows.
const MAX_CONNECTIONS: usize = 128;

/// Maximum number of open connections of another computer or phone.
const MAX_CONNECTIONS_PER_ADDRESS: usize = 32;

/// Who can reach a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only this computer.
    ThisComputer,
    /// All computers and phones in the network.
    Network,
}

/// Whether a connection belongs to someone who may use the site. Requests have it as an extension.
#[derive(Clone, Debug, Default)]
pub(in crate::serve) struct Trust(Arc<AtomicBool>);

impl Trust {
    /// Marks the connection of a request as trusted.
    pub(in crate::serve) fn grant_to(request: &Request) {
        if let Some(trust) = request.extensions().get::<Self>() {
            trust.grant();
        }
    }

    fn grant(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_granted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The open connections of a site. Clones share them.
#[derive(Clone)]
pub(super) struct ConnectionLimits {
    max_per_address: usize,
    places: Arc<Mutex<ConnectionPlaces>>,
}

#[derive(Default)]
struct ConnectionPlaces {
    /// The connections, the oldest first.
    taken: BTreeMap<u64, TakenPlace>,
    last_id: u64,
}

struct TakenPlace {
    address: IpAddr,
    trust: Trust,
    /// Tells the connection that it has lost its place.
    loss: Arc<Notify>,
}

/// A connection that has a place until it is dropped.
pub(super) struct OpenConnection {
    limits: ConnectionLimits,
    id: u64,
    trust: Trust,
    loss: Arc<Notify>,
}

impl ConnectionLimits {
    /// Creates the limits of a site. All windows on this computer share one address.
    pub(super) fn new(reach: Reach) -> Self {
        let max_per_address = match reach {
            Reach::ThisComputer => MAX_CONNECTIONS,
            Reach::Network => MAX_CONNECTIONS_PER_ADDRESS,
        };
        Self { max_per_address, places: Arc::default() }
    }

    /// Gives a new connection a place, if necessary that of another; `None` if all are trusted.
    pub(super) fn admit(&self, address: IpAddr) -> Option<OpenConnection> {
        let mut places = self.lock();
        if places.count(address) >= self.max_per_address {
            places.free_oldest(address)?;
        } else if places.taken.len() >= MAX_CONNECTIONS {
            let crowded = places.most_crowded_address()?;
            places.free_oldest(crowded)?;
        }
        places.last_id += 1;
        let (id, trust, loss) = (places.last_id, Trust::default(), Arc::<Notify>::default());
        places.taken.insert(id, TakenPlace { address, trust: trust.clone(), loss: loss.clone() });
        Some(OpenConnection { limits: self.clone(), id, trust, loss })
    }

    fn lock(&self) -> MutexGuard<'_, ConnectionPlaces> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConnectionPlaces {
    fn count(&self, address: IpAddr) -> usize {
        self.taken.values().filter(|place| place.address == address).count()
    }

    fn strangers(&self) -> impl Iterator<Item = (u64, &TakenPlace)> {
        self.taken.iter().filter(|(_, place)| !place.trust.is_granted()).map(|(id, at)| (*id, at))
    }

    /// Returns the address with most connections that are not trusted.
    fn most_crowded_address(&self) -> Option<IpAddr> {
        let mut counts: BTreeMap<IpAddr, usize> = BTreeMap::new();
        for (_, place) in self.strangers() {
            *counts.entry(place.address).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(address, _)| address)
    }

    /// Closes the oldest connection from `address` that is not trusted; `None` if there is none.
    fn free_oldest(&mut self, address: IpAddr) -> Option<()> {
        let (id, _) = self.strangers().find(|(_, place)| place.address == address)?;
        self.taken.remove(&id)?.loss.notify_one();
        Some(())
    }
}

impl OpenConnection {
    /// Returns the trust of this connection.
    pub(super) fn trust(&self) -> Trust {
        self.trust.clone()
    }

    /// Waits until another connection gets this place.
    pub(super) async fn wait_for_loss(&self) {
        self.loss.notified().await;
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.limits.lock().taken.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    fn has_place(connection: &OpenConnection) -> bool {
        connection.limits.lock().taken.contains_key(&connection.id)
    }

    #[test]
    fn an_address_competes_with_itself() {
        let limits = ConnectionLimits::new(Reach::Network);
        let phone = limits.admit(address(1)).unwrap();
        let flood: Vec<_> = (0..200).filter_map(|_| limits.admit(address(2))).collect();
        assert_eq!(flood.len(), 200);
        assert_eq!(limits.lock().count(address(2)), MAX_CONNECTIONS_PER_ADDRESS);
        assert!(has_place(&phone) && has_place(&flood[199]) && !has_place(&flood[0]));
        drop(flood);
        assert_eq!(limits.lock().taken.len(), 1);
    }

    #[test]
    fn trusted_connections_keep_their_place() {
        let limits = ConnectionLimits::new(Reach::Network);
        let phone = limits.admit(address(1)).unwrap();
        phone.trust().grant();
        let guest = limits.admit(address(2)).unwrap();
        // Many addresses, as with IPv6, take the places of the most crowded ones.
        let flood: Vec<_> =
            (0..400_u16).filter_map(|n| limits.admit(address(3 + (n % 40) as u8))).collect();
        assert!(flood.len() == 400 && limits.lock().taken.len() == MAX_CONNECTIONS);
        assert!(has_place(&phone) && has_place(&guest));
        // A phone whose own address is crowded is admitted, too.
        let own: Vec<_> = (0..MAX_CONNECTIONS_PER_ADDRESS + 5)
            .map(|_| limits.admit(address(1)).unwrap())
            .collect();
        assert!(has_place(&phone) && has_place(own.last().unwrap()));
    }

    #[test]
    fn this_computer_has_one_address() {
        let limits = ConnectionLimits::new(Reach::ThisComputer);
        let own: Vec<_> = (0..MAX_CONNECTIONS).filter_map(|_| limits.admit(address(1))).collect();
        own.iter().for_each(|connection| connection.trust().grant());
        assert!(own.len() == MAX_CONNECTIONS && limits.admit(address(1)).is_none());
    }
}
